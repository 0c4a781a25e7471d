import type { Rule } from '../rule.ts'
import type { RuleSql, SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/** A rule on the person's account: what it says there, of the account that the person acts for at the instant. */
export const elsewhereOnAccount = (rule: Rule, key: string, context: SqlContext): RuleSql => {
  const flips = context.elsewhere(rule, 'account', key)
  const acting = context.past(sql`SELECT subject, acting AS value FROM acting_for`)
  const answers =
    context.past(sql`SELECT a.subject AS subject, groupArray((a.account, f.flips)) AS value
    FROM (SELECT subject, arrayJoin(arrayDistinct(arrayMap(one -> one.2, acting))) AS account FROM acting_for) AS a
    INNER JOIN (${flips}) AS f ON f.subject = a.account GROUP BY a.subject`)
  const account = (at: Sql): Sql => sql`arrayLast(one -> one.1 <= ${at}, ${acting}).2`
  const said = (at: Sql): Sql => sql`arrayFirst(one -> one.1 = ${account(at)}, ${answers}).2`
  return {
    holds: (at) => sql`(arrayLast(flip -> flip.1 <= ${at}, ${said(at)}).2 = 1)`,
    turns: [
      sql`arrayMap(one -> one.1, ${acting})`,
      sql`arrayFlatten(arrayMap(one -> arrayMap(flip -> flip.1, one.2), ${answers}))`,
    ],
  }
}
