import type { Trait } from '../trait.ts'
import { propertySql, readableJson } from './json-sql.ts'
import type { SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql } from './sql.ts'
import { entryType, nothing, put, statesOf } from './trait-items-sql.ts'

/** A signed page's word ranks above any page's only of the accounts that it may speak for, as its row says (`$speaks`). */
const rank = sql`multiIf(source = 'browser', 0, source = 'signed', if(JSONExtractBool(context, '$speaks'), 1, 0), 2)`

/** What one record says of an account is settled in who sent it, and told once. */
const gathered = sql`arrayFold((now, word) -> ${put(sql`now`, sql`word.2`)}, arraySort(groupArray((idx, entry))), ${nothing})`

/** What accounts were said to be: a row (`subject`, `value`: states, as of `personTraitItems`) for each account. */
export const accountTraitItems =
  (body: Trait, { inScope, asked }: SqlContext) =>
  (passes: (raw: Sql) => Sql): Sql => {
    const traits = readableJson(sql`properties`)
    const value = propertySql(sql`traits`, body.name)
    const words = sql`SELECT subject, person, folded_ms, src, toInt64(idx) AS idx, CAST((1, value, time_ms, ${rank}, -1), ${entryType}) AS entry
      FROM (SELECT concat(env, '/g/', account) AS subject, person, folded_ms, src, idx, time_ms, source, context, ${traits} AS traits, ${value} AS value
        FROM accepted WHERE ${inScope} AND counts AND type = 'group' AND account != '' AND folded_ms <= ${intParam(asked.to)})
      WHERE value != ''`
    const told = sql`SELECT subject, (folded_ms, toUInt8(0), src, toInt64(0), ${gathered}, toInt64(-1)) AS item
      FROM (${words}) GROUP BY subject, person, folded_ms, src`
    const births = sql`SELECT account AS subject, (min((folded_ms, src)) AS first).1 AS at, (at, toUInt8(0), first.2, toInt64(-1), ${nothing}, toInt64(-1)) AS item
      FROM own_events WHERE account != '' GROUP BY account`
    return sql`SELECT subject, ${statesOf(sql`items`, { verified: body.verified === true, passes })} AS value
      FROM (SELECT subject, arraySort(groupArray(item)) AS items FROM (${told} UNION ALL SELECT subject, item FROM (${births})) GROUP BY subject)`
  }
