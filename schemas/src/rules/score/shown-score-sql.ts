import { readableJson } from '../sql/json-sql.ts'
import type { SqlContext } from '../sql/rule-sql.ts'
import { type Sql, sql, textParam } from '../sql/sql.ts'
import type { ScorePart } from './score-parts.ts'

/**
 * A score, or the points of a part, as the states show it: each has been looked at since the last instant at which it could have
 * changed, with the table that was in force then. 0 of whom none is shown.
 */
export const shownScoreSql = (
  { id, part }: { readonly id: string; readonly part?: ScorePart },
  context: SqlContext,
): Sql => {
  context.decided('score', id)
  const score = sql`JSONExtractRaw(${readableJson(sql`state`)}, 'score', ${textParam(id)})`
  const points =
    part === undefined
      ? sql`JSONExtractFloat(score, 'value')`
      : sql`JSONExtractFloat(score, 'parts', ${textParam(part)}, 'points')`
  const shown = context.past(sql`SELECT subject, [${points}] AS value
    FROM (SELECT subject, ${score} AS score FROM subjects FINAL WHERE ${context.inScope} AND NOT deleted AND position(state, '"score"') > 0)`)
  return sql`arraySum(${shown})`
}
