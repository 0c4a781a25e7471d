import { unitsAround } from '../did/did-sql.ts'
import type { SqlContext } from '../sql/rule-sql.ts'
import { intParam, intsParam, joinSql, letSql, numberParam, type Sql, sql } from '../sql/sql.ts'
import { mostADay } from './score-days.ts'
import { defaultCap, defaultWeights } from './score-of.ts'
import {
  halfDays,
  mostMinutesADay,
  type ScorePart,
  scorePartNames,
  sessionGapSlots,
  slotMinutes,
  windowDays,
} from './score-parts.ts'
import { fullParts } from './score-scale.ts'
import type { ScoreTerms } from './score-terms.ts'
import { scoredEvents } from './scored-events-sql.ts'

/** As `Math.round` does it; ClickHouse would round a half to the even one. */
export const roundSql = (number: Sql): Sql =>
  sql`arrayMap(x -> floor(x) + if(x - floor(x) >= 0.5, 1, 0), [toFloat64(${number})])[1]`

const hundredths = (share: Sql): Sql => sql`(${roundSql(sql`100 * ${share}`)} / 100)`

const minutes = (days: Sql): Sql => {
  const before = sql`arrayPopBack(arrayPushFront(slots, (toInt64(0), toInt64(0))))`
  const gap = sql`if(before.1 = slot.1 AND slot.2 - before.2 <= ${intParam(sessionGapSlots)}, slot.2 - before.2, 1)`
  const steps = sql`arrayMap((slot, before) -> (slot.1, ${gap}), slots, ${before})`
  return sql`arrayMap(steps -> arraySum(arrayMap(day -> least(${intParam(mostMinutesADay)}, ${intParam(slotMinutes)} * toInt64(arraySum(arrayMap(step -> if(step.1 = day, step.2, 0), steps)))), ${days})), [${steps}])[1]`
}

/** Of each day no more than so many. */
const capped = (part: '5' | '6'): Sql => {
  const of = part === '5' ? sql`seen.5` : sql`seen.6`
  return sql`arraySum(arrayMap(day -> least(${intParam(mostADay)}, toInt64(arraySum(arrayMap(seen -> if(seen.2 = day, ${of}, 0), inside)))), arrayDistinct(arrayMap(seen -> seen.2, inside))))`
}

/** A part that does not apply. */
const none = sql`toFloat64(-1)`

/** (days, time, breadth, depth, guides, trend) of the events `inside`, on the day `today`. The second reading of `rawParts`. */
const rawParts = ({ cap = defaultCap }: ScoreTerms): Sql => {
  const days = sql`arrayDistinct(arrayMap(slot -> slot.1, slots))`
  const seen = capped('5')
  const depth = sql`arraySum(arrayMap(use -> least(${intParam(cap)}, toInt64(arrayCount(other -> other = use, uses))), arrayDistinct(uses)))`
  const parts = [
    sql`length(${days})`,
    minutes(days),
    sql`length(arrayDistinct(arrayMap(use -> use.2, uses)))`,
    depth,
    sql`if(${seen} = 0, ${none}, ${hundredths(sql`least(1, ${capped('6')} / ${seen})`)})`,
    hundredths(
      sql`(arrayCount(day -> day > today - ${intParam(halfDays)}, ${days}) / length(${days}))`,
    ),
  ].map((part) => sql`toFloat64(${part})`)
  const measured = sql`(${joinSql(parts, 'comma')})`
  const nothing = sql`(${joinSql(
    parts.map(() => none),
    'comma',
  )})`
  const slots = sql`arraySort(arrayDistinct(arrayMap(seen -> (seen.2, seen.3), arrayFilter(seen -> seen.3 >= 0, inside))))`
  const uses = sql`arrayFlatten(arrayMap(seen -> arrayMap(use -> (seen.2, use), seen.4), inside))`
  return letSql(
    'slots',
    slots,
    letSql('uses', uses, sql`if(empty(slots), ${nothing}, ${measured})`),
  )
}

const places: { readonly [Part in ScorePart]: Sql } = {
  days: sql`1`,
  time: sql`2`,
  breadth: sql`3`,
  depth: sql`4`,
  guides: sql`5`,
  trend: sql`6`,
}

const rawOf = (part: ScorePart): Sql => sql`tupleElement(raw, ${places[part]})`

/** Points of a part on the fixed scale; below 0 where it does not apply. */
const pointsOf = (part: ScorePart, { core }: ScoreTerms): Sql => {
  const full = { ...fullParts, breadth: core.length }[part]
  const raw = rawOf(part)
  return sql`if(${raw} < 0, ${none}, least(100, (100 * ${raw}) / ${numberParam(full)}))`
}

/** The weighted mean of the points of the parts that apply, added up in the order in which the stream does. */
const weighed = (score: ScoreTerms): Sql => {
  const parts = scorePartNames.map((part) => {
    const points = pointsOf(part, score)
    const weight = sql`${numberParam(score.weights?.[part] ?? defaultWeights[part])}`
    return { points, weight, applies: sql`(${rawOf(part)} >= 0)` }
  })
  const all = parts.map(({ weight, applies }) => sql`if(${applies}, ${weight}, 0)`)
  const adds = parts.map(
    ({ points, weight, applies }) => sql`if(${applies}, (${weight} * ${points}) / points, 0)`,
  )
  return letSql(
    'points',
    sql`(${joinSql(all, 'plus')})`,
    sql`if(points = 0, 0, ${roundSql(sql`(${joinSql(adds, 'plus')})`)})`,
  )
}

const partPoints = (part: ScorePart, score: ScoreTerms): Sql =>
  sql`(${roundSql(sql`greatest(0, ${pointsOf(part, score)}) * 10`)} / 10)`

/** A score on the fixed scale, from the events alone. The second reading of `scoreOf` without a table. */
export interface FixedScore {
  /** The score, or the points of a part, on the day `ago` days before that of the instant. */
  readonly at: (at: Sql, ago: number) => Sql
  readonly turns: readonly Sql[]
}

export const fixedScoreSql = (
  score: ScoreTerms,
  { part, ago: most }: { readonly part: ScorePart | undefined; readonly ago: number },
  context: SqlContext,
): FixedScore => {
  const starts = unitsAround('day', windowDays + most, context)
  const events = scoredEvents(score, starts, context)
  const where = score.where && context.inner(score.where, 'score.where')
  const days = sql`${intsParam(starts)}`
  const points = part === undefined ? weighed(score) : partPoints(part, score)
  return {
    at: (at, ago) => {
      const inside = sql`arrayFilter(seen -> seen.1 <= ${at} AND seen.2 > today - ${intParam(windowDays)} AND seen.2 <= today, ${events})`
      const reading = letSql('inside', inside, letSql('raw', rawParts(score), points))
      const read = letSql(
        'today',
        sql`(toInt64(arrayCount(start -> start <= ${at}, ${days})) - ${intParam(ago)})`,
        reading,
      )
      return where ? sql`if(${where.holds(at)}, ${read}, 0)` : read
    },
    turns: [sql`arrayMap(seen -> seen.1, ${events})`, days, ...(where?.turns ?? [])],
  }
}
