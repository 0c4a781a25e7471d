import {
  compileRule,
  countQuery,
  type Definition,
  type Level,
  limits,
  questionNamesIn,
  type Rule,
  type RuleScope,
  ruleNamesIn,
} from '@waymark/schemas'
import type { RuleCount } from '@waymark/schemas/api/rule-count'
import type { EventStore } from '@waymark/storage'
import { moreThanKept } from './more-than-kept.ts'

/** A rule to be counted among the definitions in force. */
export interface RuleToCount {
  readonly env: string
  readonly rule: Rule
  readonly level: Level
  readonly at: number
  /** That is now: what states show may be asked, too. */
  readonly isNow?: boolean
  /** When it is asked: what is forgotten by then is not. */
  readonly now: number
  readonly definitions: readonly Definition[]
}

/** Refuses what `apply` would. */
const checkNames = ({ rule, level, definitions }: RuleToCount): void => {
  const scope: RuleScope = {
    ...ruleNamesIn(definitions),
    leaf: () => undefined,
    hold: () => undefined,
    onAccount: (inner, path) => checkAt(inner, 'account', path),
    onMembers: (inner, path) => checkAt(inner, 'person', path),
    reads: () => undefined,
    mayReadFlows: true,
    readsDecisions: () => undefined,
  }
  const checkAt = (inner: Rule, at: Level, path: string): string => {
    compileRule(inner, { level: at, path }, scope)
    return path
  }
  checkAt(rule, level, 'rule')
}

/**
 * For how many people or accounts a rule holds at an instant, and the first ten of them.
 * @throws RuleError where the rule cannot be evaluated, or not in the database.
 */
export const countRule = async (
  store: EventStore,
  question: RuleToCount,
): Promise<Omit<RuleCount, 'asOf'>> => {
  checkNames(question)
  const { env, rule, level, at, isNow, now, definitions } = question
  const names = questionNamesIn(definitions)
  const { sql, params } = countQuery({
    rule,
    level,
    envs: [env],
    asked: {
      ...{ from: at, to: at, heldBackFrom: now - limits.heldBackMs },
      ...(isNow ? { isNow: true as const } : {}),
    },
    names,
  })
  const [row] = await store.query<{ count: number; sample: readonly string[] }>(sql, params)
  const note = await moreThanKept(store, question)
  return { count: row?.count ?? 0, sample: row?.sample ?? [], at, ...note }
}
