import { lifecycleStates } from '../lifecycle.ts'
import { lifecycleItemsSql } from './lifecycle-items-sql.ts'
import { foreverSql, type SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql, textParam, textsParam } from './sql.ts'

const statesKept = 30

const historyType = sql`'Array(Tuple(String, Int64))'`
const entriesType = sql`'Array(Tuple(Int64, Int64))'`

const rank = (state: Sql): Sql => sql`indexOf(${textsParam(lifecycleStates)}, ${state})`

/** Of each state the first time, oldest first: what becomes of two histories. */
const bothHistories = (all: Sql): Sql =>
  sql`arraySort(one -> (one.2, ${rank(sql`one.1`)}), arrayMap(name -> (name, arrayMin(arrayMap(one -> one.2, arrayFilter(one -> one.1 = name, ${all})))), arrayDistinct(arrayMap(one -> one.1, ${all}))))`

const moved = sql`(item.5, item.6, arraySlice(arrayPushBack(kept.3, (item.5, item.6)), ${intParam(-statesKept)}))`

const met = sql`arrayMap(by -> (if(by > 0, item.5, kept.1), multiIf(by > 0, item.6, by = 0, least(item.6, kept.2), kept.2), ${bothHistories(sql`arrayConcat(item.7, kept.3)`)}), [toInt64(${rank(sql`item.5`)}) - toInt64(${rank(sql`kept.1`)})])[1]`

/**
 * The lifecycle lived again. An item is (visible, version, idx, what, state, since, history): 0 a move, 1 what an anonymous visitor
 * was whom the person took over. What comes of it is (state, since, history, entries): the last entry into one state, after each.
 */
const livedAgain = (items: Sql, state: string): Sql => {
  const last = sql`arrayLast(one -> one.1 = ${textParam(state)}, now.3)`
  const entry = sql`if(${last}.1 = '', ${foreverSql}, ${last}.2)`
  return sql`arrayFold((kept, item) -> arrayMap(now -> (now.1, now.2, now.3, arrayPushBack(kept.4, (item.1, ${entry}))), [if(item.4 = 0, ${moved}, ${met})])[1], ${items}, ('', toInt64(0), CAST([], ${historyType}), CAST([], ${entriesType})))`
}

const noHistory = sql`CAST([], ${historyType})`

/**
 * Rows (`subject`, `value`: (visible, entry) after each change, oldest first) of a level's lifecycle: when a state was entered last,
 * of so many newest moves; for ever where it was not.
 */
export const lifecycleEntriesSql = (
  state: string,
  context: Pick<SqlContext, 'inScope' | 'asked' | 'level'>,
): Sql => {
  const own = sql`SELECT subject, arraySort(groupArray((visible, version, idx, what, state, since, ${noHistory}))) AS items
      FROM (${lifecycleItemsSql(context)}) GROUP BY subject`
  // A visitor of whom nothing but the id was ever seen is met as one who came just then.
  const known = sql`if(empty(a.items), [(t.taken_at, toInt64(-1), toInt64(-1), toUInt8(0), 'visitor', t.taken_at, ${noHistory})], a.items)`
  const brought = sql`SELECT t.subject AS subject, arrayMap(was -> (t.taken_at, toInt64(t.version), t.idx, toUInt8(1), was.1, was.2, was.3), [${livedAgain(known, state)}])[1] AS item
      FROM taken_over AS t LEFT JOIN (${own}) AS a ON a.subject = t.taken`
  return sql`SELECT subject, ${livedAgain(sql`all_items`, state)}.4 AS value FROM (
    SELECT subject, arraySort(groupArrayArray(items)) AS all_items FROM (${own} UNION ALL SELECT subject, [item] AS items FROM (${brought}))
    GROUP BY subject
  )`
}
