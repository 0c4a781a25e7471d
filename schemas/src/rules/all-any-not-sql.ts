import type { Rule } from './rule.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'
import { allSql, anySql, sql } from './sql/sql.ts'

export const allRulesSql = (body: readonly Rule[], context: SqlContext): RuleSql => {
  const rules = body.map((rule, i) => context.inner(rule, `all[${i}]`))
  return {
    holds: (at) => allSql(rules.map((rule) => rule.holds(at))),
    turns: rules.flatMap((rule) => rule.turns),
  }
}

export const anyRuleSql = (body: readonly Rule[], context: SqlContext): RuleSql => {
  const rules = body.map((rule, i) => context.inner(rule, `any[${i}]`))
  return {
    holds: (at) => anySql(rules.map((rule) => rule.holds(at))),
    turns: rules.flatMap((rule) => rule.turns),
  }
}

export const notRuleSql = (body: Rule, context: SqlContext): RuleSql => {
  const rule = context.inner(body, 'not')
  return { holds: (at) => sql`(NOT ${rule.holds(at)})`, turns: rule.turns }
}
