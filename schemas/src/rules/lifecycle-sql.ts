import { heldSpanSql } from './held-sql.ts'
import type { LifecycleRule } from './lifecycle.ts'
import { lifecycleStatesSql } from './sql/lifecycle-states-sql.ts'
import { foreverSql, type RuleSql, type SqlContext } from './sql/rule-sql.ts'
import { letSql, type Sql, sql, textParam, textsParam } from './sql/sql.ts'

/** The states of the subject's lifecycle as the stream decided: what was known of it last at an instant, and when that changes. */
export const lifecycleStates = (
  context: SqlContext,
): { readonly changes: Sql; readonly at: (at: Sql) => Sql } => {
  context.decided('lifecycle', context.level)
  const states = context.past(lifecycleStatesSql(context.level, context))
  return {
    changes: sql`arrayMap(state -> state.1, ${states})`,
    at: (at) => sql`arrayLast(state -> state.1 <= ${at}, ${states})`,
  }
}

/** Is in a lifecycle state, for how long, entered from where. The second reading of `lifecycle`. */
export const lifecycleSql = (body: LifecycleRule, context: SqlContext): RuleSql => {
  const states = lifecycleStates(context)
  const names = textsParam(body.in ?? (body.is ? [body.is] : []))
  const from = body.from ? sql` AND state.4 = ${textParam(body.from)}` : sql``
  const since = (at: Sql): Sql =>
    letSql('state', states.at(at), sql`if(has(${names}, state.2)${from}, state.3, ${foreverSql})`)
  return heldSpanSql(since, states.changes, body)
}
