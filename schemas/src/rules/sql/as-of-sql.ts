import { foreverSql } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/**
 * Of a list of (from, value), oldest first, the value at each of some instants, oldest first; for ever before all of them. Both are
 * sorted together: looked up one by one, the list would be copied for every instant.
 */
export const asOfSql = (list: Sql, instants: Sql): Sql => {
  const known = sql`arrayMap((one, i) -> (one.1, toUInt8(0), i, one.2), ${list}, arrayEnumerate(${list}))`
  const asked = sql`arrayMap(at -> (at, toUInt8(1), toUInt32(0), ${foreverSql}), ${instants})`
  const all = sql`arraySort(arrayConcat(${known}, ${asked}))`
  const isAsked = sql`arrayMap(one -> one.2, ${all})`
  const filled = sql`arrayFill((value, asks) -> asks = 0, arrayMap(one -> one.4, ${all}), ${isAsked})`
  return sql`arrayFilter((value, asks) -> asks = 1, ${filled}, ${isAsked})`
}
