import type { SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/** (known from, seen) of each person's first telling an account of themselves: with it comes when they were seen last. */
const toldAccounts = sql`SELECT account AS subject, groupArray((told, seen)) AS value FROM (
    SELECT t.account AS account, t.told AS told, max(e.time) AS seen
    FROM (SELECT person, account, min(folded_ms) AS told FROM own_events WHERE account != '' GROUP BY person, account) AS t
    INNER JOIN (
      SELECT person, folded_ms AS known, time FROM own_events
      UNION ALL
      SELECT o.subject AS person, o.taken_at + 1 AS known, e.time AS time FROM own_events AS e INNER JOIN taken_over AS o ON o.taken = e.person
    ) AS e ON e.person = t.person
    WHERE e.known <= t.told GROUP BY t.person, t.account, t.told
  ) GROUP BY account`

/** (known from, seen): of a person each event, of an account what its members told it. */
const firstsOf = (context: SqlContext): Sql =>
  context.level === 'account'
    ? context.past(toldAccounts)
    : context.leaf(sql`(visible, least(visible, time))`, sql`true`)

/** When the subject was first seen, as far as was known: an event that comes late moves it back. */
export const firstSeen = (
  context: SqlContext,
): { readonly changes: Sql; readonly at: (at: Sql) => Sql } => {
  const firsts = firstsOf(context)
  return {
    changes: sql`arrayMap(seen -> seen.1, ${firsts})`,
    at: (at) =>
      sql`arrayMin(arrayMap(seen -> seen.2, arrayFilter(seen -> seen.1 <= ${at}, ${firsts})))`,
  }
}
