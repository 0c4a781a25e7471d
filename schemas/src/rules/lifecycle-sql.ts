import { heldAfterSql } from './held-sql.ts'
import type { LifecycleRule } from './lifecycle.ts'
import { lifecycleSinceSql } from './sql/lifecycle-since-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/** Is in a lifecycle state, for how long, entered from where. The second reading of `lifecycle`. */
export const lifecycleSql = (body: LifecycleRule, context: SqlContext): RuleSql => {
  context.decided('lifecycle', context.level)
  const states = body.in ?? (body.is ? [body.is] : [])
  const about = { states, ...(body.from ? { from: body.from } : {}) }
  return heldAfterSql(context.past(lifecycleSinceSql(about, context)), body, context)
}
