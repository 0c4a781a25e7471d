import { usesSql } from './event-match-sql.ts'
import type { FeatureUse } from './feature-use.ts'
import { readableJson } from './sql/json-sql.ts'
import { joinSql, type Query, renderSql, sql, textParam } from './sql/sql.ts'

/**
 * Which features an event is a use of: an expression of type `Array(String)`, ids, over the columns `type`, `event`, `properties` and
 * `context` of an event. The names of its parameters are `p` and a number.
 */
export const featuresUsedSql = (
  features: readonly { readonly id: string; readonly used: readonly FeatureUse[] }[],
): Query => {
  if (features.length === 0) return { sql: `CAST([], 'Array(String)')`, params: {} }
  const each = features.map(({ id, used }) => sql`if(${usesSql(used)}, ${textParam(id)}, '')`)
  const all = sql`arrayFilter(id -> id != '', [${joinSql(each, 'comma')}])`
  return renderSql(
    sql`arrayMap((properties, context) -> ${all}, [${readableJson(sql`properties`)}], [${readableJson(sql`context`)}])[1]`,
  )
}
