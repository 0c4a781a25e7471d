import { durationMs } from '../../duration.ts'
import { limits } from '../../limits.ts'
import { matchSql } from '../event-match-sql.ts'
import { isScalarSql, propertySql } from '../sql/json-sql.ts'
import {
  beforeAllSql,
  foreverSql,
  type RuleSql,
  type SqlContext,
  spanSql,
} from '../sql/rule-sql.ts'
import { anySql, intParam, intsParam, joinSql, letSql, type Sql, sql } from '../sql/sql.ts'
import { interruptionsOf, type Sequence } from './sequence.ts'
import { interruption } from './steps-seen.ts'

/** The beginning of the latest complete run among events (time, src, idx, parts, value) in their order; of none, before everything. */
const latestRun = (events: Sql, steps: number): Sql => {
  const none = beforeAllSql
  const places = sql`${intsParam(Array.from({ length: steps }, (_, i) => i))}`
  const before = sql`arrayPushFront(arrayPopBack(run.1), seen.1)`
  const open = sql`arrayMap((i, stays, came) -> greatest(if(bitTest(seen.4, i), came, ${none}), if(bitAnd(seen.4, ${intParam(interruption)}) != 0, ${none}, stays)), ${places}, run.1, ${before})`
  const start = sql`(arrayMap(i -> ${none}, ${places}), ${none})`
  return sql`arrayFold((run, seen) -> arrayMap(now -> (now, greatest(run.2, now[-1])), [${open}])[1], ${events}, ${start}).2`
}

/** Steps in their order, all within a window. The second reading of `sequence`. */
export const sequenceSql = (body: Sequence, context: SqlContext): RuleSql => {
  const { same } = body
  const steps = body.steps.map(({ did }) => matchSql(did, context))
  const without = interruptionsOf(body).map((match) => matchSql(match, context))
  const parts = joinSql(
    [
      ...steps.map((match, i) => sql`if(${match}, ${intParam(1 << i)}, 0)`),
      ...(without.length > 0 ? [sql`if(${anySql(without)}, ${intParam(interruption)}, 0)`] : []),
    ],
    'plus',
  )
  const value = same === undefined ? sql`''` : propertySql(sql`properties`, same)
  const takesPart = same === undefined ? sql`true` : isScalarSql(value)
  const leaf = context.leaf(
    sql`(visible, (time, src, idx, toInt64(${parts}), ${value}))`,
    sql`((${parts}) != 0 AND ${takesPart})`,
  )
  const known = (at: Sql): Sql =>
    sql`arraySlice(arraySort(arrayMap(one -> one.2, arrayFilter(one -> one.1 <= ${at}, ${leaf}))), ${intParam(-limits.sequenceEvents)})`
  const count = body.steps.length
  const ofOne = latestRun(sql`arrayFilter(one -> one.5 = name, state)`, count)
  const ofAll = sql`arrayMax(arrayPushBack(arrayMap(name -> ${ofOne}, arrayDistinct(arrayMap(one -> one.5, state))), ${beforeAllSql}))`
  const began = (at: Sql): Sql => letSql('state', known(at), ofAll)
  const width = intParam(durationMs(body.within))
  const orNever = (at: Sql, plus: Sql): Sql =>
    sql`arrayMap(began -> if(began = ${beforeAllSql}, ${foreverSql}, began + ${plus}), [${began(at)}])[1]`
  return spanSql({
    changes: [sql`arrayMap(one -> one.1, ${leaf})`],
    begins: (at) => orNever(at, sql`0`),
    ends: (at) => orNever(at, sql`${width}`),
  })
}
