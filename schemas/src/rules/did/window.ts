import { durationMs } from '../../duration.ts'
import type { CalendarUnit } from '../calendar.ts'
import { type EventMatch, sayMatch } from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { NameOf } from '../name-of.ts'
import type { CompileContext } from '../rule-kind.ts'
import { inTheLast } from '../say.ts'
import { never, type Verdict, verdict } from '../verdict.ts'
import { keepTimes } from './keep.ts'

/** Whether what happened at `time` lies in the window as it is now, and until when. `-Infinity` is the time of what never did. */
export type Window = (time: number, facts: Facts) => Verdict

/** How a `did` says its window: at most one of `within`, `on` and `since`. */
export interface WindowBody {
  readonly within?: string
  readonly on?: CalendarUnit
  readonly last?: number
  readonly since?: EventMatch
}

const ever: Window = (time) => verdict(time > never)

/** (now − w, now] */
const rolling =
  (windowMs: number): Window =>
  (time, { now }) =>
    time > now - windowMs ? verdict(true, time + windowMs) : never

/** The day (week, month) that it is now, and `last − 1` before it. */
const calendarWindow =
  (unit: CalendarUnit, last: number, { calendar }: CompileContext): Window =>
  (time, { now }) => {
    if (time === never) return never
    const leaves = calendar.next(unit, time, last)
    return leaves > now ? verdict(true, leaves) : never
  }

/** After the newest event of another kind; what happened at its very instant is not after it. Without one, nothing is. */
const sinceOther = (other: EventMatch, context: CompileContext): Window => {
  const read = keepTimes(other, 1, context)
  return (time, facts) => {
    const began = read(facts)?.times[0]
    return verdict(began !== undefined && time > began)
  }
}

export const windowOf = (body: WindowBody, context: CompileContext): Window => {
  if (body.within) return rolling(durationMs(body.within))
  if (body.on) return calendarWindow(body.on, body.last ?? 1, context)
  return body.since ? sinceOther(body.since, context) : ever
}

const sayOther = (other: EventMatch, nameOf: NameOf): string => {
  const what = other.event === undefined ? (other.page === undefined ? 'use of ' : 'view of ') : ''
  return ` since the last ${what}${sayMatch(other, nameOf)}`
}

/** " in the last 7 days", " this week", " since the last “Trial Started”". */
export const sayWindow = ({ within, on, last, since }: WindowBody, nameOf: NameOf): string => {
  if (within) return ` ${inTheLast(within)}`
  if (since) return sayOther(since, nameOf)
  if (!on) return ''
  if (last && last > 1) return ` in the last ${last} calendar ${on}s`
  return on === 'day' ? ' today' : ` this ${on}`
}
