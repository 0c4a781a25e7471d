import { limits } from '../../limits.ts'
import type { Trait } from '../trait.ts'
import { propertySql, readableJson } from './json-sql.ts'
import type { SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql } from './sql.ts'

/**
 * A trait's history, lived again: words in the order in which they were folded, and what an anonymous visitor had when the person
 * took them over. An entry is (has, value as JSON text, since, rank of who said it, said last or -1); a step is (visible, order,
 * src, idx, entry, since when the condition held of whom it comes from, or -1).
 */

export const entryType = sql`'Tuple(UInt8, String, Int64, UInt8, Int64)'`
const stateType = sql`'Array(Tuple(Int64, String, Int64, Int64, Tuple(UInt8, String, Int64, UInt8, Int64)))'`

export const nothing = sql`CAST((0, '', 0, 0, -1), ${entryType})`

const said = (entry: Sql): Sql => sql`if(${entry}.5 < 0, ${entry}.3, ${entry}.5)`

/** The same value said again: it keeps its beginning. */
const again = (now: Sql, word: Sql): Sql => {
  const since = sql`least(${now}.3, ${word}.3)`
  const last = sql`greatest(${said(word)}, if(${now}.4 = ${word}.4, ${said(now)}, 0))`
  return sql`CAST((1, ${now}.2, ${since}, ${word}.4, if(${last} > ${since}, ${last}, -1)), ${entryType})`
}

/** The second reading of what the fold does with a word (processor/src/fold/traits/traits.ts). */
export const put = (now: Sql, word: Sql): Sql => {
  const wins = sql`if(${now}.4 = ${word}.4, ${said(word)} >= ${said(now)}, ${word}.4 > ${now}.4)`
  return sql`multiIf(${word}.1 = 0, ${now}, ${now}.1 = 1 AND NOT (${wins}), ${now}, ${now}.1 = 1 AND ${now}.2 = ${word}.2, ${again(now, word)}, length(${word}.2) > ${intParam(limits.traitBytes)}, ${now}, ${word})`
}

export interface TraitCondition {
  readonly verified: boolean
  readonly passes: (raw: Sql) => Sql
}

/** The states after each record: (visible, value, since, since when the condition holds or -1, entry). */
export const statesOf = (items: Sql, { verified, passes }: TraitCondition): Sql => {
  const isLast = sql`arrayMap(i -> i = length(${items}) OR (${items}[i].1, ${items}[i].2, ${items}[i].3) != (${items}[i + 1].1, ${items}[i + 1].2, ${items}[i + 1].3), arrayEnumerate(${items}))`
  const counts = verified ? sql`(entry.1 = 1 AND entry.4 = 2)` : sql`(entry.1 = 1)`
  const raw = sql`if(${counts}, entry.2, '')`
  const since = sql`if(${counts}, entry.3, toInt64(0))`
  const before = sql`multiIf(item.6 < 0, kept.2, kept.2 < 0, item.6, least(kept.2, item.6))`
  const held = sql`multiIf(NOT ${passes(raw)}, toInt64(-1), ${before} < 0, ${since}, least(${since}, ${before}))`
  const settled = sql`arrayMap(holds -> (entry, holds, arrayPushBack(kept.3, (item.1, ${raw}, ${since}, holds, entry))), [${held}])[1]`
  const step = sql`arrayMap(entry -> if(is_last, ${settled}, (entry, ${before}, kept.3)), [${put(sql`kept.1`, sql`item.5`)}])[1]`
  return sql`arrayFold((kept, item, is_last) -> ${step}, ${items}, ${isLast}, (${nothing}, toInt64(-1), CAST([], ${stateType}))).3`
}

const rank = sql`multiIf(source = 'browser', 0, source = 'signed', 1, 2)`

/** What people were said to be: a row (`subject`, `value`: states) for each person. */
export const personTraitItems =
  (body: Trait, { inScope, asked }: SqlContext) =>
  (passes: (raw: Sql) => Sql): Sql => {
    const to = intParam(asked.to)
    const traits = readableJson(sql`properties`)
    const value = propertySql(sql`traits`, body.name)
    const words = sql`SELECT person AS subject, (folded_ms, toUInt8(0), src, toInt64(idx), CAST((1, value, time_ms, ${rank}, -1), ${entryType}), toInt64(-1)) AS item
      FROM (SELECT person, folded_ms, src, idx, time_ms, source, ${traits} AS traits, ${value} AS value FROM accepted WHERE ${inScope} AND counts AND type = 'identify' AND folded_ms <= ${to})
      WHERE value != ''`
    const births = sql`SELECT person AS subject, (min((folded_ms, src)) AS first).1 AS at, (at, toUInt8(0), first.2, toInt64(-1), ${nothing}, toInt64(-1)) AS item
      FROM own_events GROUP BY person`
    const condition = { verified: body.verified === true, passes }
    const own = sql`SELECT subject, arraySort(groupArray(item)) AS items FROM (${words} UNION ALL SELECT subject, item FROM (${births})) GROUP BY subject`
    const brought = sql`SELECT t.subject AS subject, (t.taken_at, toUInt8(1), t.version, toInt64(0), (last_state.states[-1]).5, (last_state.states[-1]).4) AS item
      FROM taken_over AS t INNER JOIN (SELECT subject, ${statesOf(sql`items`, condition)} AS states FROM (${own})) AS last_state ON last_state.subject = t.taken`
    return sql`SELECT subject, ${statesOf(sql`all_items`, condition)} AS value
      FROM (SELECT subject, arraySort(groupArrayArray(items)) AS all_items FROM (${own} UNION ALL SELECT subject, [item] AS items FROM (${brought})) GROUP BY subject)`
  }
