import { accountSql } from './account-sql.ts'
import { allRulesSql, anyRuleSql, notRuleSql } from './all-any-not-sql.ts'
import { didSql } from './did/did-sql.ts'
import { flowSql } from './flow-sql.ts'
import { lifecycleSql } from './lifecycle-sql.ts'
import { membersSql } from './members-sql.ts'
import { guideSql, messageSql } from './message/message-sql.ts'
import { milestoneSql } from './milestone-sql.ts'
import { pqlSql } from './pql-sql.ts'
import type { RuleBodies, RuleName } from './rule-kinds.ts'
import { scoreSql } from './score/score-sql.ts'
import { segmentSql } from './segment-sql.ts'
import { sequenceSql } from './sequence/sequence-sql.ts'
import { sinceSql } from './since/since-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'
import { traitSql } from './trait-sql.ts'
import { trendSql } from './trend/trend-sql.ts'

type ToSql<Body> = (body: Body, context: SqlContext) => RuleSql

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
  flow: flowSql,
  same: (_, context) =>
    context.refuse(
      'is about one place in a flow with a key, of which a subject has many: ask what was done with `did`, and who stands where with `flow`',
    ),
  score: scoreSql,
  guide: guideSql,
  message: messageSql,
  since: sinceSql,
  account: accountSql,
  members: membersSql,
  all: allRulesSql,
  any: anyRuleSql,
  not: notRuleSql,
}
