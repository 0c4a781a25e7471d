import type { Rule } from './rule.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/** A rule on the person's account. The second reading of `account`. */
export const accountSql = (body: Rule, context: SqlContext): RuleSql =>
  context.level === 'account'
    ? context.inner(body, 'account')
    : elsewhereOnAccount(body, 'account', context)
