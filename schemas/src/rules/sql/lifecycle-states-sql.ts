import { lifecycleStates } from '../lifecycle.ts'
import type { Level } from '../rule-kind.ts'
import { decidedSql } from './decided-sql.ts'
import type { SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql, textsParam } from './sql.ts'

const statesKept = 30

const historyType = sql`'Array(Tuple(String, Int64))'`
const stateType = sql`'Array(Tuple(Int64, String, Int64, String, Array(Tuple(String, Int64))))'`

const rank = (state: Sql): Sql => sql`indexOf(${textsParam(lifecycleStates)}, ${state})`

/** Of each state the first time, oldest first: what becomes of two histories. */
const bothHistories = (all: Sql): Sql =>
  sql`arraySort(one -> (one.2, ${rank(sql`one.1`)}), arrayMap(name -> (name, arrayMin(arrayMap(one -> one.2, arrayFilter(one -> one.1 = name, ${all})))), arrayDistinct(arrayMap(one -> one.1, ${all}))))`

const moved = sql`(item.5, item.6, kept.1, arraySlice(arrayPushBack(kept.4, (item.5, item.6)), ${intParam(-statesKept)}))`

const met = sql`arrayMap(by -> (if(by > 0, item.5, kept.1), multiIf(by > 0, item.6, by = 0, least(item.6, kept.2), kept.2), kept.3, ${bothHistories(sql`arrayConcat(item.7, kept.4)`)}), [toInt64(${rank(sql`item.5`)}) - toInt64(${rank(sql`kept.1`)})])[1]`

/**
 * The lifecycle lived again. An item is (visible, version, idx, what, state, since, history): 0 a move, 1 what an anonymous visitor
 * was whom the person took over; a state is (visible, state, since, from, history).
 */
const statesOf = (items: Sql): Sql =>
  sql`arrayFold((kept, item) -> arrayMap(now -> (now.1, now.2, now.3, now.4, arrayPushBack(kept.5, (item.1, now.1, now.2, now.3, now.4))), [if(item.4 = 0, ${moved}, ${met})])[1], ${items}, ('', toInt64(0), '', CAST([], ${historyType}), CAST([], ${stateType}))).5`

const noHistory = sql`CAST([], ${historyType})`

/** Rows (`subject`, `value`: states) of a level's lifecycle. */
export const lifecycleStatesSql = (
  level: Level,
  context: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql => {
  const born =
    level === 'person'
      ? sql`SELECT person AS subject, min(folded_ms) AS at FROM own_events GROUP BY person`
      : sql`SELECT subject, min(visible) AS at FROM account_events GROUP BY subject`
  const items = sql`SELECT subject, (at, toInt64(-1), toInt64(-1), toUInt8(0), 'visitor', at, ${noHistory}) AS item FROM (${born})
      UNION ALL
      SELECT subject, (visible, version, idx, toUInt8(0), JSONExtractString(body, 'to'), at_ms, ${noHistory}) AS item
      FROM (${decidedSql({ kind: 'lifecycle' }, context)})`
  const own = sql`SELECT subject, arraySort(groupArray(item)) AS items FROM (${items}) GROUP BY subject`
  // A visitor of whom nothing but the id was ever seen is met as one who came just then.
  const known = sql`if(empty(a.items), [(t.taken_at, toInt64(-1), toInt64(-1), toUInt8(0), 'visitor', t.taken_at, ${noHistory})], a.items)`
  const brought = sql`SELECT t.subject AS subject, arrayMap(was -> (t.taken_at, t.version, t.idx, toUInt8(1), was.2, was.3, was.5), [${statesOf(known)}[-1]])[1] AS item
      FROM taken_over AS t LEFT JOIN (${own}) AS a ON a.subject = t.taken`
  return sql`SELECT subject, ${statesOf(sql`all_items`)} AS value FROM (
    SELECT subject, arraySort(groupArrayArray(items)) AS all_items FROM (${own} UNION ALL SELECT subject, [item] AS items FROM (${brought}))
    GROUP BY subject
  )`
}
