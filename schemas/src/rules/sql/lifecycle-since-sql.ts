import { lifecycleStates } from '../lifecycle.ts'
import { lifecycleItemsSql, lifecycleTakenSql } from './lifecycle-items-sql.ts'
import { foreverSql, type SqlContext } from './rule-sql.ts'
import { intParam, intsParam, type Sql, sql, textsParam } from './sql.ts'

/** Which states it is about, and entered from which, where that matters. */
export interface LifecycleAbout {
  readonly states: readonly string[]
  readonly from?: string
}

const soFar = sql`ORDER BY visible, version, idx, what, state, since ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`

const rankOf = (state: string): number => lifecycleStates.indexOf(state as never) + 1

/**
 * The lifecycle after each of the rows: `now` is (place of the state among all, negative; since), `came` where it was entered from,
 * negative, too. From one move to the next what visitors bring makes it the furthest of theirs, of one state the earlier.
 */
const afterEach = (rows: Sql): Sql => {
  const place = sql`-toInt64(indexOf(${textsParam(lifecycleStates)}, state))`
  const runs = sql`SELECT *, countIf(what = 0) OVER (PARTITION BY subject ${soFar}) AS run FROM (${rows})`
  const states = sql`SELECT *, min((${place}, since)) OVER (PARTITION BY subject, run ${soFar}) AS now FROM (${runs})`
  const left = sql`SELECT *, lagInFrame(now.1) OVER (PARTITION BY subject ${soFar}) AS before FROM (${states})`
  return sql`SELECT *, if(run = 0, toInt64(0), first_value(before) OVER (PARTITION BY subject, run ${soFar})) AS came FROM (${left})`
}

/** Rows (`subject`, `value`: (visible, since) after each change of the lifecycle, oldest first): since when it has been as asked. */
export const lifecycleSinceSql = (
  { states, from }: LifecycleAbout,
  context: Pick<SqlContext, 'inScope' | 'asked' | 'level'>,
): Sql => {
  const own = lifecycleItemsSql(context)
  const order = sql`(visible, version, idx, what, state, since)`
  const taken = lifecycleTakenSql(
    sql`SELECT subject, argMax((state, since), ${order}) AS last_one FROM (${own}) GROUP BY subject`,
  )
  const came = from === undefined ? sql`` : sql` AND came = ${intParam(-rankOf(from))}`
  const since = sql`if(has(${intsParam(states.map((state) => -rankOf(state)))}, now.1)${came}, now.2, ${foreverSql})`
  return sql`SELECT subject, arrayMap(one -> (one.1, one.7), arraySort(groupArray((visible, version, idx, what, state, since, ${since})))) AS value
    FROM (${afterEach(sql`SELECT * FROM (${own}) UNION ALL SELECT * FROM (${taken})`)}) GROUP BY subject`
}
