import { type Decisions, decidedSql } from './decided-sql.ts'
import { foreverSql, type SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

const whatOf = (kind: Decisions['kind']): Sql =>
  kind === 'milestone'
    ? sql`JSONExtractString(body, 'what') = 'reached'`
    : sql`JSONExtractBool(body, 'is')`

const inOrder = sql`ORDER BY visible, version, idx, what, since`

const soFar = sql`${inOrder} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`

/**
 * Since when, after each of the rows (`subject`, `visible`, `version`, `idx`, `what`, `since`): what is 1 from then on, 0 no more, 2
 * what an anonymous visitor had whom the person took over. "Not at all" is since for ever. Windows and no fold: what goes to and fro
 * a thousand times a day would be copied a thousand times.
 */
const sinceAfterEach = (rows: Sql, isKept: boolean): Sql => {
  // A milestone that a visitor has reached is the person's, however it stood with them.
  if (isKept)
    return sql`SELECT subject, visible, version, idx, what, min(since) OVER (PARTITION BY subject ${soFar}) AS now FROM (${rows})`
  const runs = sql`SELECT *, countIf(what != 2) OVER (PARTITION BY subject ${soFar}) AS run FROM (${rows})`
  // Of the rest only its beginning is, where the person is that, too: from one decision to the next.
  const now = sql`if(run = 0 OR first_value(since) OVER (PARTITION BY subject, run ${soFar}) = ${foreverSql}, ${foreverSql}, min(since) OVER (PARTITION BY subject, run ${soFar}))`
  return sql`SELECT subject, visible, version, idx, what, ${now} AS now FROM (${runs})`
}

/** Rows (`subject`, `value`: (visible, since) after each decision, oldest first) of a milestone, a segment or a PQL. */
export const heldStatesSql = (
  decisions: Required<Decisions>,
  context: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql => {
  const isKept = decisions.kind === 'milestone'
  const is = whatOf(decisions.kind)
  const counts = isKept ? sql`WHERE ${is}` : sql``
  const since = sql`if(${is}, if(JSONHas(body, 'since'), JSONExtractInt(body, 'since'), at_ms), ${foreverSql})`
  const own = sql`SELECT subject, visible, version, idx, toUInt8(${is}) AS what, ${since} AS since
      FROM (${decidedSql(decisions, context)}) ${counts}`
  const last = isKept ? sql`min(since)` : sql`argMax(since, (visible, version, idx, what, since))`
  const brought = sql`SELECT t.subject AS subject, t.taken_at AS visible, t.version AS version, t.idx AS idx, toUInt8(2) AS what, a.last_one AS since
      FROM taken_over AS t INNER JOIN (SELECT subject, ${last} AS last_one FROM (${own}) GROUP BY subject) AS a ON a.subject = t.taken`
  const all = sql`SELECT * FROM (${own}) UNION ALL SELECT * FROM (${brought})`
  return sql`SELECT subject, arrayMap(one -> (one.1, one.5), arraySort(groupArray((visible, version, idx, what, now)))) AS value
    FROM (${sinceAfterEach(all, isKept)}) GROUP BY subject`
}
