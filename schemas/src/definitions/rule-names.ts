import { RuleError, type RuleNames } from '../rules/compile-rule.ts'
import type { RuleQuestion } from '../rules/compile-rule-sql.ts'
import type { Rule } from '../rules/rule.ts'
import type { Level } from '../rules/rule-kind.ts'
import { trustedRule } from '../rules/trusted.ts'
import { calendarOf } from './calendar.ts'
import type { Definition } from './definition.ts'
import { armsOf, type Engagement } from './engagement.ts'

const guidesOf = (engagement: Engagement): ReadonlySet<string> =>
  new Set(armsOf(engagement).flatMap(({ send }) => send.flatMap(({ guide }) => guide ?? [])))

/** What the rules of a set of definitions may name: the set itself. */
export const ruleNamesIn = (definitions: readonly Definition[]): RuleNames => {
  const known = new Map(definitions.map((d) => [`${d.kind}/${d.id}`, d]))
  const senders = new Map<string, string[]>()
  for (const d of definitions) {
    if (d.kind !== 'engagement') continue
    for (const guide of guidesOf(d)) senders.set(guide, [...(senders.get(guide) ?? []), d.id])
  }
  return {
    calendar: calendarOf(definitions),
    levelOf: (kind, id) => {
      const found = known.get(`${kind}/${id}`)
      if (found?.kind === 'flow') return found.level ?? 'person'
      return found && 'level' in found ? found.level : undefined
    },
    has: (kind, id) => known.has(`${kind}/${id}`),
    isVerified: (kind, id) => {
      const found = known.get(`${kind}/${id}`)
      return found !== undefined && 'verified' in found && found.verified === true
    },
    scoreOf: (id) => {
      const score = known.get(`score/${id}`)
      const cohorts = known.get(`cohorts/${id}`)
      if (score?.kind !== 'score') return undefined
      return { score, cohorts: cohorts?.kind === 'cohorts' ? cohorts : undefined }
    },
    feature: (id) => {
      const found = known.get(`feature/${id}`)
      return found?.kind === 'feature' ? found.used : undefined
    },
    deciders: (kind, id) => (kind === 'guide' ? (senders.get(id) ?? []) : [id]),
  }
}

/** What a rule may name when the database is asked about definitions that are in force. */
export const questionNamesIn = (definitions: readonly Definition[]): RuleQuestion['names'] => {
  const { calendar, feature, levelOf, has, isVerified, scoreOf } = ruleNamesIn(definitions)
  const refuse = (path: string, message: string): never => {
    throw new RuleError(path, message)
  }
  const trusted = (rule: Rule, path: string): Rule =>
    trustedRule(rule, path, { isVerified, refuse })
  const decided: RuleQuestion['names']['decided'] = (kind, id) => {
    if (kind === 'lifecycle') return id as Level
    // Guides and messages are for people; their definitions do not say so.
    if (kind === 'guide' || kind === 'engagement') return has(kind, id) ? 'person' : undefined
    return levelOf(kind, id)
  }
  return {
    calendar,
    feature,
    segment: (id) => {
      const found = definitions.find((d) => d.kind === 'segment' && d.id === id)
      if (found?.kind !== 'segment') return undefined
      return found.verified ? { ...found, rule: trusted(found.rule, `segment/${id}`) } : found
    },
    score: (id) => {
      const source = scoreOf(id)
      const { where, verified } = source?.score ?? {}
      if (!source || !where || !verified) return source
      return {
        ...source,
        score: { ...source.score, where: trusted(where, `score/${id}.where`) },
      }
    },
    decided,
  }
}
