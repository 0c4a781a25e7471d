import type { EventMatch } from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { CompileContext } from '../rule-kind.ts'
import { never } from '../verdict.ts'
import { distinctValues } from './distinct-values.ts'
import { keep, keepTimes } from './keep.ts'
import { unitCounts } from './unit-counts.ts'
import type { WindowBody } from './window.ts'

/** The time of the k-th newest of what is counted; `-Infinity` where there are not so many. All that a count needs to know. */
export type Nth = (facts: Facts, k: number) => number

/** What is counted: events, or different values of a property of them. */
export interface Counted extends WindowBody {
  readonly match: EventMatch
  readonly distinct: string | undefined
}

/** Ever, no times are needed: that there were k is all there is to know. */
const nthEver = ({ match }: Counted, context: CompileContext): Nth => {
  const read = keepTimes(match, 1, context)
  return (facts, k) => {
    const summary = read(facts)
    return summary && summary.n >= k ? summary.first : never
  }
}

const nthTime = ({ match }: Counted, most: number, context: CompileContext): Nth => {
  const read = keepTimes(match, most, context)
  return (facts, k) => read(facts)?.times.at(-k) ?? never
}

const nthValue = (
  { match, distinct = '' }: Counted,
  most: number,
  context: CompileContext,
): Nth => {
  const law = distinctValues(distinct, most)
  const read = keep(match, { what: { distinct, keep: most }, law }, context)
  return (facts, k) => read(facts)?.values.at(-k)?.[1] ?? never
}

/** Of a calendar window the unit is all that matters: when the one began that the k-th newest event lies in. */
const nthUnit = ({ match, on = 'day', last = 1 }: Counted, context: CompileContext): Nth => {
  const { calendar } = context
  const law = unitCounts(calendar, { unit: on, keep: last })
  const read = keep(match, { what: { unit: on, last, zone: calendar.zone }, law }, context)
  return (facts, k) => {
    const units = read(facts)?.units ?? []
    let left = k
    for (let i = units.length - 1; i >= 0; i--) {
      const [start, n] = units[i] as readonly [number, number]
      left -= n
      if (left <= 0) return start
    }
    return never
  }
}

/** Keeps what it takes to tell up to the `most`-th newest. */
export const nthOf = (counted: Counted, most: number, context: CompileContext): Nth => {
  if (counted.distinct !== undefined) return nthValue(counted, most, context)
  if (counted.on) return nthUnit(counted, context)
  const isEver = counted.within === undefined && counted.since === undefined
  return isEver ? nthEver(counted, context) : nthTime(counted, most, context)
}
