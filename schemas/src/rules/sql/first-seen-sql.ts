import type { SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/** When the subject was first seen, as far as was known: an event that comes late moves it back. */
export const firstSeen = (
  context: SqlContext,
): { readonly changes: Sql; readonly at: (at: Sql) => Sql } => {
  const firsts = context.leaf(sql`(visible, least(visible, time))`, sql`true`)
  return {
    changes: sql`arrayMap(seen -> seen.1, ${firsts})`,
    at: (at) =>
      sql`arrayMin(arrayMap(seen -> seen.2, arrayFilter(seen -> seen.1 <= ${at}, ${firsts})))`,
  }
}
