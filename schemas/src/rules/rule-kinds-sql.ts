import { accountSql } from './account-sql.ts'
import { allRulesSql, anyRuleSql, notRuleSql } from './all-any-not-sql.ts'
import { didSql } from './did/did-sql.ts'
import { lifecycleSql } from './lifecycle-sql.ts'
import { membersSql } from './members-sql.ts'
import { milestoneSql } from './milestone-sql.ts'
import { pqlSql } from './pql-sql.ts'
import type { RuleBodies, RuleName } from './rule-kinds.ts'
import { segmentSql } from './segment-sql.ts'
import { sequenceSql } from './sequence/sequence-sql.ts'
import { sinceSql } from './since/since-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'
import { traitSql } from './trait-sql.ts'
import { trendSql } from './trend/trend-sql.ts'

type ToSql<Body> = (body: Body, context: SqlContext) => RuleSql

/** A kind whose answer depends on what the stream decided at the time, of which the record of changes does not tell enough. */
const decided =
  (what: string): ToSql<unknown> =>
  (_, context) =>
    context.refuse(
      `${what} is what the stream decided; the database does not hold enough to tell it`,
    )

/** The rule language as SQL: beside `rule-kinds.ts`, kind by kind. A kind that SQL cannot say faithfully refuses. */
export const ruleKindsSql: { readonly [Name in RuleName]: ToSql<RuleBodies[Name]> } = {
  did: didSql,
  trend: trendSql,
  sequence: sequenceSql,
  trait: traitSql,
  milestone: milestoneSql,
  pql: pqlSql,
  segment: segmentSql,
  lifecycle: lifecycleSql,
  flow: decided('where somebody stands in a flow'),
  same: decided('where a key stands in a flow'),
  score: (_, context) =>
    context.refuse(
      'a score is weighed by the cohort tables that were in force, of which the newest alone are kept',
    ),
  guide: decided('what became of a guide'),
  message: decided('what became of a message'),
  since: sinceSql,
  account: accountSql,
  members: membersSql,
  all: allRulesSql,
  any: anyRuleSql,
  not: notRuleSql,
}
