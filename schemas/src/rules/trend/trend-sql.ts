import { unitsAround } from '../did/did-sql.ts'
import { matchSql } from '../event-match-sql.ts'
import type { RuleSql, SqlContext } from '../sql/rule-sql.ts'
import { intParam, intsParam, letSql, type Sql, sql } from '../sql/sql.ts'
import { atLeastOf, changeOf, matchOfTrend, type Trend } from './trend.ts'

/** Two spans of whole units compared. The second reading of `trend`. */
export const trendSql = (body: Trend, context: SqlContext): RuleSql => {
  const own = context.leaf(sql`(visible, time)`, matchSql(matchOfTrend(body), context))
  const { on: unit = 'day', last } = body
  const starts = sql`${intsParam(unitsAround(unit, 2 * last + 1, context))}`
  const startAt = (at: Sql, back: number): Sql =>
    sql`${starts}[arrayCount(start -> start <= ${at}, ${starts}) - ${intParam(back)}]`
  const counted = (at: Sql, from: Sql, to: Sql): Sql =>
    // Beside the list and not within: there the calendar would be looked through for every event.
    letSql(
      'after',
      from,
      letSql(
        'now',
        to,
        sql`toInt64(arrayCount(seen -> seen.1 <= ${at} AND seen.2 >= after AND seen.2 < now, ${own}))`,
      ),
    )
  const change = changeOf(body)
  const operator = change < 0 ? sql`<=` : sql`>=`
  const holds = (at: Sql): Sql =>
    letSql(
      'earlier',
      counted(at, startAt(at, 2 * last), startAt(at, last)),
      sql`(earlier >= ${intParam(atLeastOf(body))} AND ${counted(at, startAt(at, last), startAt(at, 0))} * 100 ${operator} earlier * ${intParam(100 + change)})`,
    )
  return { holds, turns: [sql`arrayMap(seen -> seen.1, ${own})`, starts] }
}
