import type { FlowRule } from './flow.ts'
import { heldSpanSql } from './held-sql.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import { flowDrawsSql, flowPlacesSql } from './sql/flow-places-sql.ts'
import { foreverSql, type RuleSql, type SqlContext } from './sql/rule-sql.ts'
import { letSql, type Sql, sql, textParam } from './sql/sql.ts'

/** Whether the draw that came first held them out, as far as it was known; of those of one instant their own. */
const isHeldOut = (draws: Sql, at: Sql): Sql =>
  sql`(arraySort(draw -> (draw.2, draw.1, draw.3), arrayFilter(draw -> draw.1 <= ${at}, ${draws}))[1].4 = 1)`

/** Stands in a flow, or at a step of it, as the stream moved them. The second reading of `flow`. */
export const flowSql = (body: FlowRule, context: SqlContext): RuleSql => {
  const level = context.decided('flow', body.id)
  if (level === 'account' && context.level === 'person')
    return elsewhereOnAccount({ flow: body }, 'flow', context)
  if (level !== context.level)
    context.refuse(`flow ${body.id} is about people; an account has no place in it`, 'id')
  const places = context.past(flowPlacesSql(body.id, context))
  const draws = context.past(flowDrawsSql(body.id, context))
  const isThere = body.at === undefined ? sql`place.2 != ''` : sql`place.2 = ${textParam(body.at)}`
  const standing = (at: Sql): Sql =>
    sql`arraySort(place -> (place.3, place.4), arrayFilter(place -> ${isThere}, arrayMap(states -> arrayLast(place -> place.1 <= ${at}, states), ${places})))[1]`
  const begun = body.at === undefined ? sql`state.4` : sql`state.3`
  const since = (at: Sql): Sql =>
    letSql(
      'state',
      standing(at),
      sql`if(state.2 = '' OR ${isHeldOut(draws, at)}, ${foreverSql}, ${begun})`,
    )
  const changes = sql`arrayConcat(arrayFlatten(arrayMap(states -> arrayMap(place -> place.1, states), ${places})), arrayMap(draw -> draw.1, ${draws}))`
  return heldSpanSql(since, changes, body)
}
