import { countOf } from './did/count.ts'
import type { Did } from './did/did.ts'
import { warnOfOpposites } from './opposites.ts'
import { partsOf, type Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { ruleKinds } from './rule-kinds.ts'

/** What the author of a rule may not have meant: it can be evaluated, and is not refused. */
export interface Warning {
  readonly path: string
  readonly message: string
}

interface Place {
  readonly path: string
  /** Within an odd number of `not`. */
  readonly isDenied: boolean
  /** Something that must hold as well cannot hold of somebody who has just come. */
  readonly waits: boolean
}

const newcomer =
  'is true of a newcomer in the first second. To wait, ask as well for something that lasts, ' +
  'for example `since: { lifecycle: trial, gte: 24h }`'

const neverDone =
  'is also true of whoever never did what it counts from. Ask for that as well, with `did`'

/** True because something was not seen. */
const isAbsence = (did: Did, isDenied: boolean): boolean => {
  const { op, n } = countOf(did.count)
  if (n === 0) return isDenied ? op === 'gte' : true
  return op === 'lte' ? !isDenied : isDenied
}

const absence = (did: Did, { isDenied, waits }: Place): string | undefined => {
  if (waits || !isAbsence(did, isDenied)) return undefined
  if (did.since) return neverDone
  return did.within || did.on ? newcomer : undefined
}

/** It cannot hold of somebody who has just come. */
const takesTime = (rule: Rule): boolean => {
  if ('all' in rule) return rule.all.some(takesTime)
  if ('any' in rule) return rule.any.every(takesTime)
  if ('did' in rule) return !isAbsence(rule.did, false)
  if ('since' in rule) return rule.since.gte !== undefined
  const [name, body] = partsOf(rule)
  return name === 'sequence' || name === 'milestone' || (body as { for?: string }).for !== undefined
}

const inside = (rule: Rule, at: Place): readonly (readonly [Rule, Place])[] => {
  if ('all' in rule) {
    const waits = at.waits || (!at.isDenied && rule.all.some(takesTime))
    return rule.all.map((one, i) => [one, { ...at, waits, path: `${at.path}.all[${i}]` }])
  }
  if ('any' in rule) return rule.any.map((one, i) => [one, { ...at, path: `${at.path}.any[${i}]` }])
  if ('not' in rule) return [[rule.not, { ...at, path: `${at.path}.not`, isDenied: !at.isDenied }]]
  if ('account' in rule) return [[rule.account, { ...at, path: `${at.path}.account` }]]
  if (!('members' in rule)) return []
  const path = `${at.path}.members.where`
  return [[rule.members.where, { path, isDenied: false, waits: false }]]
}

const visit = (rule: Rule, at: Place): readonly Warning[] => {
  const [name, body] = partsOf(rule)
  const path = `${at.path}.${name}`
  const kind = ruleKinds[name] as unknown as RuleKind<never>
  const own = [...(kind.warn?.(body) ?? []), ...warnOfOpposites(rule)]
  const missing = 'did' in rule ? absence(rule.did, at) : undefined
  if (missing) own.push(missing)
  return [
    ...own.map((message) => ({ path, message })),
    ...inside(rule, at).flatMap(([one, place]) => visit(one, place)),
  ]
}

/** Everything about a rule that its author may not have meant, with its place. */
export const warningsOf = (rule: Rule, path: string): readonly Warning[] =>
  visit(rule, { path, isDenied: false, waits: false })
