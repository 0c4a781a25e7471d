import type { Calendar } from '../calendar.ts'
import type { FeatureUse } from '../feature-use.ts'
import type { Rule } from '../rule.ts'
import type { Level } from '../rule-kind.ts'
import type { ScoreSource } from '../score/score-of.ts'
import { type Sql, sql } from './sql.ts'

/** A rule as SQL over one row per subject. */
export interface RuleSql {
  /** Whether it holds at an instant (an `Int64` expression). */
  readonly holds: (at: Sql) => Sql
  /** Every instant at which its answer may turn: expressions of type `Array(Int64)`. */
  readonly turns: readonly Sql[]
}

/** The instants that a question is about: its answer is asked for at `to`, its turns in (from, to]. */
export interface Asked {
  readonly from: number
  readonly to: number
  /** Asked about `to` alone, and nothing has been folded since: what states show stands for it. */
  readonly isNow?: true
  /** The oldest instant of which all is kept that the server held back; absent: none of that may be asked. */
  readonly heldBackFrom?: number
}

/** What the stream decides, or is told, and the record of changes keeps. */
export type DecidedKind =
  | 'milestone'
  | 'pql'
  | 'segment'
  | 'score'
  | 'lifecycle'
  | 'flow'
  | 'guide'
  | 'engagement'

/** Where a rule's SQL says what it needs of the past. */
export interface SqlContext {
  readonly level: Level
  readonly calendar: Calendar
  readonly asked: Asked
  /**
   * Registers what is gathered of a subject's events: `what` of those where `match`, over the columns of `sources-sql.ts`. The first
   * of a gathered tuple is `visible`. Returns how the row of the subject names the list. `newest`: the time that
   * the stream takes an event's for when it is asked whether it is too old to go along to an account, where that is not its own.
   */
  readonly leaf: (what: Sql, match: Sql, newest?: Sql) => Sql
  /** Registers a relation of its own, with columns `subject` and `value`; the empty array where it has no row of the subject. */
  readonly past: (relation: Sql) => Sql
  /**
   * Registers a list of (from, value), oldest first, over the row of the subject. Returns how the value is named, as it is at the
   * instant that `holds` is asked about: for ever before all of them.
   */
  readonly asOf: (list: Sql) => Sql
  /** Environments, as a condition on the column `env`. */
  readonly inScope: Sql
  readonly inner: (rule: Rule, key: string) => RuleSql
  /** The rule at the other level: a relation with `subject` and `flips`, an `Array(Tuple(Int64, Bool))`, oldest first. */
  readonly elsewhere: (rule: Rule, level: Level, key: string) => Sql
  /** A segment's rule and level. */
  readonly segment: (id: string) => { readonly rule: Rule; readonly level: Level } | undefined
  /** A score that the rule names, and its table; refuses the rule where there is none. */
  readonly score: (id: string) => ScoreSource
  /** The level of a definition, or of a lifecycle, of which it is asked what the stream decided; refuses the rule where it may not be. */
  readonly decided: (kind: DecidedKind, id: string) => Level
  readonly feature: (id: string) => readonly FeatureUse[] | undefined
  /** Refuses the rule at this place: it means something that no history of events tells. */
  readonly refuse: (message: string, key?: string) => never
}

/** Later than everything. */
export const foreverSql: Sql = sql`toInt64(9000000000000000000)`
export const beforeAllSql: Sql = sql`toInt64(-9000000000000000000)`

/**
 * What holds from one instant to another, both functions of what was known at a third: `changes` are the instants at which that
 * changes.
 */
export const spanSql = (span: {
  readonly changes: readonly Sql[]
  readonly begins: (at: Sql) => Sql
  readonly ends: (at: Sql) => Sql
}): RuleSql => ({
  holds: (at) => sql`(${span.begins(at)} <= ${at} AND ${at} < ${span.ends(at)})`,
  turns: span.changes.flatMap((changes) => [
    changes,
    sql`arrayMap(known -> ${span.begins(sql`known`)}, ${changes})`,
    sql`arrayMap(known -> ${span.ends(sql`known`)}, ${changes})`,
  ]),
})
