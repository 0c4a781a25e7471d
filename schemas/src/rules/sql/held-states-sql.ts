import { type Decisions, decidedSql } from './decided-sql.ts'
import { foreverSql, type SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/**
 * Since when somebody has been something, as it was decided, lived again. An item is (visible, version, idx, what, since): 1 from
 * then on, 0 no more, 2 what an anonymous visitor had whom the person took over. "Not at all" is since for ever.
 */
const statesOf = (items: Sql, isKept: boolean): Sql => {
  const earlier = sql`least(kept.1, item.5)`
  // A milestone that a visitor has reached is the person's; of the rest only its beginning is, where the person is that, too.
  const brought = isKept ? earlier : sql`if(kept.1 = ${foreverSql}, kept.1, ${earlier})`
  const now = sql`multiIf(item.4 = 1, ${isKept ? earlier : sql`item.5`}, item.4 = 0, ${foreverSql}, ${brought})`
  return sql`arrayFold((kept, item) -> arrayMap(now -> (now, arrayPushBack(kept.2, (item.1, now))), [${now}])[1], ${items}, (${foreverSql}, CAST([], 'Array(Tuple(Int64, Int64))'))).2`
}

const whatOf = (kind: Decisions['kind']): Sql =>
  kind === 'milestone'
    ? sql`JSONExtractString(body, 'what') = 'reached'`
    : sql`JSONExtractBool(body, 'is')`

/** Rows (`subject`, `value`: (visible, since) after each decision) of a milestone, a segment or a PQL. */
export const heldStatesSql = (
  decisions: Required<Decisions>,
  context: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql => {
  const isKept = decisions.kind === 'milestone'
  const what = whatOf(decisions.kind)
  const counts = isKept ? sql`WHERE ${what}` : sql``
  const since = sql`if(JSONHas(body, 'since'), JSONExtractInt(body, 'since'), at_ms)`
  const own = sql`SELECT subject, arraySort(groupArray((visible, version, idx, toUInt8(${what}), ${since}))) AS items
      FROM (${decidedSql(decisions, context)}) ${counts} GROUP BY subject`
  const brought = sql`SELECT t.subject AS subject, (t.taken_at, t.version, t.idx, toUInt8(2), (${statesOf(sql`a.items`, isKept)}[-1]).2) AS item
      FROM taken_over AS t INNER JOIN (${own}) AS a ON a.subject = t.taken`
  return sql`SELECT subject, ${statesOf(sql`all_items`, isKept)} AS value FROM (
    SELECT subject, arraySort(groupArrayArray(items)) AS all_items FROM (${own} UNION ALL SELECT subject, [item] AS items FROM (${brought}))
    GROUP BY subject
  )`
}
