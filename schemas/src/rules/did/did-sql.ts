import { durationMs } from '../../duration.ts'
import type { CalendarUnit } from '../calendar.ts'
import type { EventMatch } from '../event-match.ts'
import { matchSql } from '../event-match-sql.ts'
import { isScalarSql, propertySql } from '../sql/json-sql.ts'
import { beforeAllSql, foreverSql, type RuleSql, type SqlContext } from '../sql/rule-sql.ts'
import { intParam, intsParam, letSql, type Sql, sql } from '../sql/sql.ts'
import { countOf } from './count.ts'
import type { Did } from './did.ts'

/** Instants at which the units of the calendar begin, from the `last − 1` before the one that `from` lies in to the one after `to`. */
export const unitsAround = (unit: CalendarUnit, last: number, { calendar, asked }: SqlContext) => {
  const starts: number[] = []
  let start = calendar.startOf(unit, asked.from)
  // The unit before begins within the 32 days before, whatever the unit.
  const before = (time: number): number => calendar.startOf(unit, time - 1)
  for (let i = 1; i < last; i++) start = before(start)
  for (; start <= asked.to; start = calendar.next(unit, start, 1)) starts.push(start)
  return [...starts, start]
}

interface Window {
  /** What has to be earlier than an event that lies in it. */
  readonly after: (at: Sql) => Sql
  /** When it may turn, beside the instants at which events come in. */
  readonly turns: readonly Sql[]
}

const visible = (leaf: Sql): Sql => sql`arrayMap(seen -> seen.1, ${leaf})`

const sinceOther = (other: EventMatch, context: SqlContext): Window => {
  const leaf = context.leaf(sql`(visible, time)`, matchSql(other, context))
  const times = (at: Sql): Sql =>
    sql`arrayMap(seen -> seen.2, arrayFilter(seen -> seen.1 <= ${at}, ${leaf}))`
  return {
    after: (at) => sql`if(empty(${times(at)}), ${foreverSql}, arrayMax(${times(at)}))`,
    turns: [visible(leaf)],
  }
}

const windowOf = (body: Did, own: Sql, context: SqlContext): Window => {
  if (body.within) {
    const width = intParam(durationMs(body.within))
    return {
      after: (at) => sql`(${at} - ${width})`,
      turns: [sql`arrayMap(seen -> seen.2 + ${width}, ${own})`],
    }
  }
  if (body.on) {
    const last = body.last ?? 1
    const starts = sql`${intsParam(unitsAround(body.on, last, context))}`
    return {
      after: (at) =>
        sql`(${starts}[arrayCount(start -> start <= ${at}, ${starts}) - ${intParam(last - 1)}] - 1)`,
      turns: [starts],
    }
  }
  return body.since ? sinceOther(body.since, context) : { after: () => beforeAllSql, turns: [] }
}

const operators = { gte: sql`>=`, lte: sql`<=`, eq: sql`=` } as const

/** Events counted, or different values, in a window. The second reading of `did`. */
export const didSql = (body: Did, context: SqlContext): RuleSql => {
  const { event, page, feature, where, verified, distinct } = body
  const match = matchSql({ event, page, feature, where, verified } as EventMatch, context)
  const value = propertySql(sql`properties`, distinct ?? '')
  const own = context.leaf(
    distinct === undefined ? sql`(visible, time)` : sql`(visible, time, ${value})`,
    distinct === undefined ? match : sql`(${match} AND ${isScalarSql(value)})`,
  )
  const window = windowOf(body, own, context)
  const turns = [visible(own), ...window.turns]
  if (body.first) {
    const times = (at: Sql): Sql =>
      sql`arrayMap(seen -> seen.2, arrayFilter(seen -> seen.1 <= ${at}, ${own}))`
    return {
      holds: (at) => sql`(notEmpty(${times(at)}) AND arrayMin(${times(at)}) > ${window.after(at)})`,
      turns,
    }
  }
  const { op, n } = countOf(body.count)
  const inside = (at: Sql): Sql => sql`seen -> seen.1 <= ${at} AND seen.2 > after`
  const found = (at: Sql): Sql =>
    distinct === undefined
      ? sql`arrayCount(${inside(at)}, ${own})`
      : sql`length(arrayDistinct(arrayMap(seen -> seen.3, arrayFilter(${inside(at)}, ${own}))))`
  const counted = (at: Sql): Sql => letSql('after', window.after(at), sql`toInt64(${found(at)})`)
  return { holds: (at) => sql`(${counted(at)} ${operators[op]} ${intParam(n)})`, turns }
}
