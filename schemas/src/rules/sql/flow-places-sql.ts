import type { SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql, textParam } from './sql.ts'

const placeType = sql`'Array(Tuple(Int64, String, Int64, Int64))'`

/**
 * One place in a flow lived again, from its moves (visible, version, idx, what, step, since, entered): a state is (visible, step or
 * '', since, entered). A move says since when only where a visitor brought it.
 */
const placesOf = (moves: Sql): Sql => {
  const entered = sql`multiIf(move.7 > 0, move.7, move.4 = 'entered', move.1, kept.2)`
  const isThere = sql`move.4 IN ('entered', 'moved')`
  const now = sql`(move.1, if(${isThere}, move.5, ''), if(move.6 > 0, move.6, move.1), ${entered})`
  return sql`arrayFold((kept, move) -> arrayMap(now -> (arrayPushBack(kept.1, now), now.4), [${now}])[1], ${moves}, (CAST([], ${placeType}), toInt64(0))).1`
}

/** Rows (`subject`, `value`: a list of states for each place): where subjects have stood in a flow; in one with a key, for each key. */
export const flowPlacesSql = (
  flow: string,
  { inScope, asked }: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql =>
  sql`SELECT subject, groupArray(${placesOf(sql`moves`)}) AS value FROM (
    SELECT subject, JSONExtractString(body, 'key') AS key, JSONHas(body, 'key') AS has_key,
      arraySort(groupArray((at_ms, version, toInt64(idx), JSONExtractString(body, 'what'), JSONExtractString(body, 'step'),
        JSONExtractInt(body, 'since'), JSONExtractInt(body, 'entered')))) AS moves
    FROM changes WHERE ${inScope} AND kind = 'flow' AND definition = ${textParam(flow)} AND at_ms <= ${intParam(asked.to)}
    GROUP BY subject, key, has_key
  ) GROUP BY subject`

/** Rows (`subject`, `value`: (visible, drawn at, order, held out)) of how subjects were drawn for a flow, as visitors too. */
export const flowDrawsSql = (
  flow: string,
  { inScope, asked }: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql => {
  const own = sql`SELECT subject, at_ms AS visible, at_ms AS drawn, version, toUInt8(JSONExtractString(body, 'arm') = 'held_out') AS held
    FROM changes WHERE ${inScope} AND kind = 'exposed' AND definition = ${textParam(`flow/${flow}`)} AND at_ms <= ${intParam(asked.to)}`
  return sql`SELECT subject, groupArray((visible, drawn, version, held)) AS value FROM (
    SELECT subject, visible, drawn, version, held FROM (${own})
    UNION ALL
    SELECT t.subject AS subject, t.taken_at AS visible, d.drawn AS drawn, t.version AS version, d.held AS held
    FROM (${own}) AS d INNER JOIN taken_over AS t ON t.taken = d.subject
  ) GROUP BY subject`
}
