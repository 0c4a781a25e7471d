import type { Calendar } from './calendar.ts'
import type { DistinctValues } from './did/distinct-values.ts'
import type { EventMatch } from './event-match.ts'
import { type Facts, fromTheStart } from './facts.ts'
import type { FeatureUse } from './feature-use.ts'
import type { Leaf, Summary } from './leaf.ts'
import { byId, type NameOf } from './name-of.ts'
import { partsOf, type Rule } from './rule.ts'
import type { CompileContext, Evaluate, Hold, Level, RuleKind } from './rule-kind.ts'
import { ruleKinds } from './rule-kinds.ts'
import { keepKeys } from './same.ts'
import { type Scored, type ScoreSource, scoreOf } from './score/score-of.ts'
import { trustedRule } from './trusted.ts'

/** A rule that has the right shape and cannot be evaluated; `path` is its place within the definition. */
export class RuleError extends Error {
  readonly path: string

  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.name = 'RuleError'
    this.path = path
  }
}

/** What rules may name. */
export interface RuleNames {
  readonly calendar: Calendar
  /** The level of a definition, or `undefined` where there is none of that id. */
  readonly levelOf: (
    kind: 'milestone' | 'pql' | 'segment' | 'score' | 'flow',
    id: string,
  ) => Level | undefined
  /** A score, with the table in force for it. */
  readonly scoreOf: (id: string) => ScoreSource | undefined
  readonly has: (kind: string, id: string) => boolean
  /** Whether a definition rests on nothing but what servers said. */
  readonly isVerified: (kind: string, id: string) => boolean
  readonly feature: (id: string) => readonly FeatureUse[] | undefined
  /** Engagements that decide about a guide, or about their own messages. */
  readonly deciders: (kind: 'guide' | 'engagement', id: string) => readonly string[]
}

/** What rules may name, and where a compiler registers what they need. */
export interface RuleScope extends RuleNames {
  readonly leaf: (leaf: Leaf) => void
  readonly hold: (hold: Hold) => void
  /** Registers a rule that members read of their account; returns its hash. */
  readonly onAccount: (rule: Rule, path: string) => string
  /** Registers a rule that an account reads of its members; returns its hash. */
  readonly onMembers: (rule: Rule, path: string) => string
  readonly reads: (kind: ReadKind, id: string) => void
  /** Flows move after milestones, segments, scores, PQLs and the lifecycle: only what is decided after them may read them. */
  readonly mayReadFlows: boolean
  /** The rule reads what an engagement decided: it waits for it. */
  readonly readsDecisions: (engagement: string) => void
}

/** What a rule may read. The lifecycle has no id: it is that of the rule's level. */
export type ReadKind =
  | 'milestone'
  | 'pql'
  | 'segment'
  | 'score'
  | 'flow'
  | 'lifecycle'
  | 'guide'
  | 'engagement'
  | 'feature'

interface Place {
  readonly level: Level
  readonly path: string
  /** Only what servers said counts. */
  readonly verified?: boolean | undefined
  /** The key of the flow that it belongs to. */
  readonly flowKey?: string | undefined
  /** Scores that are being compiled: one that is met again reads itself. */
  readonly scores?: readonly string[]
}

const contextOf = (at: Place, own: string, scope: RuleScope): CompileContext => {
  const { level, path } = at
  const refuse = (message: string, key?: string): never => {
    throw new RuleError(key ? `${own}.${key}` : own, message)
  }
  return {
    level,
    calendar: scope.calendar,
    key: at.flowKey,
    leaf: <S extends Summary>(leaf: Leaf<S>) => {
      scope.leaf(leaf as unknown as Leaf)
      const { hash } = leaf
      return (facts) => facts.summary(hash) as S | undefined
    },
    hold: (hold) => {
      scope.hold(hold)
      return (facts) => {
        const since = hold.since(facts)
        if (since === undefined) return undefined
        const began = Math.min(since, facts.held(hold.hash) ?? since)
        return began === fromTheStart ? facts.first : began
      }
    },
    inner: (inner, key) => compileRule(inner, { ...at, path: `${path}.${key}` }, scope),
    onAccount: (inner, key) => scope.onAccount(inner, `${path}.${key}`),
    onMembers: (inner, key) => scope.onMembers(inner, `${path}.${key}`),
    reads: (kind, id) => {
      const found = scope.levelOf(kind, id)
      if (!found) return refuse(`there is no ${kind} "${id}"`, 'id')
      scope.reads(kind, id)
      return found
    },
    readsFlow: (id) => {
      const found = scope.levelOf('flow', id)
      if (!found) return refuse(`there is no flow "${id}"`, 'id')
      if (!scope.mayReadFlows) refuse('only an engagement can ask where somebody stands in a flow')
      scope.reads('flow', id)
      return found
    },
    score: (id) => {
      const source = scope.scoreOf(id)
      const { scores = [] } = at
      if (!source) return refuse(`there is no score "${id}"`, 'id')
      if (scores.includes(id)) return refuse(`score "${id}" reads itself`, 'id')
      const { verified } = source.score
      const place = { level, path: `score/${id}`, scores: [...scores, id], verified }
      return scoreOf(source, contextOf(place, place.path, scope))
    },
    readsMessages: (kind, id) => {
      if (!scope.has(kind, id)) refuse(`there is no ${kind} "${id}"`, 'id')
      scope.reads(kind, id)
    },
    readsDecisions: (kind, id) => {
      for (const engagement of scope.deciders(kind, id)) scope.readsDecisions(engagement)
    },
    readsLifecycle: () => scope.reads('lifecycle', ''),
    feature: (id) => {
      const uses = scope.feature(id)
      if (!uses) return refuse(`there is no feature "${id}"`, 'feature')
      scope.reads('feature', id)
      return uses
    },
    refuse,
  }
}

/**
 * Compiles a rule into a function from facts to a verdict.
 * @throws RuleError naming the place, where the rule reads what does not exist or cannot be evaluated.
 */
export const compileRule = (rule: Rule, at: Place, scope: RuleScope): Evaluate => {
  if (at.verified) {
    const refuse = (path: string, message: string): never => {
      throw new RuleError(path, message)
    }
    const { isVerified } = scope
    const trusted = trustedRule(rule, at.path, { isVerified, refuse })
    return compileRule(trusted, { ...at, verified: false }, scope)
  }
  const [name, body] = partsOf(rule)
  const kind = ruleKinds[name] as unknown as RuleKind<never>
  return kind.compile(body, contextOf(at, `${at.path}.${name}`, scope))
}

/** Registers what is kept of a flow's key in the events that let it in; returns how it is read. */
export const compileKey = (
  of: { readonly match: EventMatch; readonly property: string },
  at: Place,
  scope: RuleScope,
): ((facts: Facts) => DistinctValues | undefined) => keepKeys(of, contextOf(at, at.path, scope))

/** Compiles a score, as `compileRule` does a rule. */
export const compileScore = (id: string, at: Place, scope: RuleScope): Scored =>
  contextOf(at, at.path, scope).score(id)

/**
 * A rule as a plain English clause about somebody: "has done “Data Received” at least 3 times in the last 7 days and is in
 * lifecycle state trial". `nameOf`: what people call the definitions that it names.
 */
export const sayRule = (rule: Rule, nameOf: NameOf = byId): string => {
  const [name, body] = partsOf(rule)
  const inner = (of: Rule): string => sayRule(of, nameOf)
  return (ruleKinds[name] as unknown as RuleKind<never>).say(body, { inner, nameOf })
}
