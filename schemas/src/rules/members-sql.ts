import { countOf } from './did/count.ts'
import type { Members } from './members.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'
import { intParam, numberParam, type Sql, sql } from './sql/sql.ts'

const operators = { gte: sql`>=`, lte: sql`<=`, eq: sql`=` } as const

/** So many of the members, or such a share of them. The second reading of `members`. */
export const membersSql = (body: Members, context: SqlContext): RuleSql => {
  if (context.level === 'person') context.refuse('is about an account')
  const flips = context.elsewhere(body.where, 'person', 'members.where')
  const stays = sql`arrayMap(i -> (acting[i].1, if(i < length(acting), acting[i + 1].1, toInt64(9000000000000000000)), acting[i].2), arrayEnumerate(acting))`
  const members =
    context.past(sql`SELECT stay.3 AS subject, groupArray((stay.1, if(gone > 0, least(stay.2, gone), stay.2), flips)) AS value
    FROM (
      SELECT a.stay AS stay, k.gone AS gone, f.flips AS flips
      FROM (SELECT subject, arrayJoin(${stays}) AS stay FROM acting_for) AS a
      INNER JOIN (${flips}) AS f ON f.subject = a.subject
      LEFT JOIN became_known AS k ON k.subject = a.subject
    ) GROUP BY stay.3`)
  const there = (at: Sql): Sql => sql`one.1 <= ${at} AND ${at} < one.2`
  const is = (at: Sql): Sql =>
    sql`toInt64(arrayCount(one -> ${there(at)} AND arrayLast(flip -> flip.1 <= ${at}, one.3).2 = 1, ${members}))`
  const of = (at: Sql): Sql => sql`toInt64(arrayCount(one -> ${there(at)}, ${members}))`
  const turns = [
    sql`arrayFlatten(arrayMap(one -> arrayConcat([one.1, one.2], arrayMap(flip -> flip.1, one.3)), ${members}))`,
  ]
  if (body.share) {
    const share = numberParam(body.share.gte)
    return { holds: (at) => sql`(${of(at)} > 0 AND ${is(at)} >= ${share} * ${of(at)})`, turns }
  }
  const { op, n } = countOf(body.count)
  return { holds: (at) => sql`(${is(at)} ${operators[op]} ${intParam(n)})`, turns }
}
