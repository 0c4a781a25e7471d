import { accountSql } from './account-sql.ts'
import { allRulesSql, anyRuleSql, notRuleSql } from './all-any-not-sql.ts'
import { didSql } from './did/did-sql.ts'
import { membersSql } from './members-sql.ts'
import type { RuleBodies, RuleName } from './rule-kinds.ts'
import { segmentSql } from './segment-sql.ts'
import { sequenceSql } from './sequence/sequence-sql.ts'
import { sinceSql } from './since/since-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'
import { traitSql } from './trait-sql.ts'
import { trendSql } from './trend/trend-sql.ts'

type ToSql<Body> = (body: Body, context: SqlContext) => RuleSql

/** A kind whose answer depends on what the stream decided at the time, which events alone do not tell. */
const decided =
  (what: string): ToSql<unknown> =>
  (_, context) =>
    context.refuse(`${what} is what the stream decided; no history of events tells it`)

/** The rule language as SQL: beside `rule-kinds.ts`, kind by kind. A kind that SQL cannot say faithfully refuses. */
export const ruleKindsSql: { readonly [Name in RuleName]: ToSql<RuleBodies[Name]> } = {
  did: didSql,
  trend: trendSql,
  sequence: sequenceSql,
  trait: traitSql,
  milestone: decided('whether a milestone was reached'),
  pql: decided('whether somebody is a PQL'),
  segment: segmentSql,
  lifecycle: decided('a lifecycle state'),
  flow: decided('where somebody stands in a flow'),
  same: decided('where a key stands in a flow'),
  score: decided('a score'),
  guide: decided('what became of a guide'),
  message: decided('what became of a message'),
  since: sinceSql,
  account: accountSql,
  members: membersSql,
  all: allRulesSql,
  any: anyRuleSql,
  not: notRuleSql,
}
