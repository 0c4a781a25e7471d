import { type Calendar, dayMs, type Verdict, verdict } from '@waymark/schemas'

const minuteMs = 60_000

/** Days ahead that are looked at: every weekday comes in them. */
const daysAhead = 8

export type Weekday = 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat'

const names: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Ms since midnight of `09:30`. */
const timeOfDay = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return (hours * 60 + minutes) * minuteMs
}

export interface Hours {
  readonly from: string
  readonly until: string
}

/**
 * Whether the person's wall clock shows one of these hours, on one of these days, and until when that stays so. Past midnight
 * where `until` is the earlier: such a night belongs to the day on which it begins. Where clocks are changed, a time of day
 * is when the wall shows it first; one that is skipped is as much later as was skipped.
 */
export const hoursOfDay = (
  calendar: Calendar,
  now: number,
  {
    hours,
    days,
  }: { readonly hours?: Hours | undefined; readonly days?: readonly Weekday[] | undefined },
): Verdict => {
  const from = hours ? timeOfDay(hours.from) : 0
  const until = hours ? timeOfDay(hours.until) : dayMs
  const length = until > from ? until : until + dayMs
  const today = Math.floor(calendar.wallOf(now) / dayMs) * dayMs
  for (let day = -1; day <= daysAhead; day++) {
    const midnight = today + day * dayMs
    const weekday = names[new Date(midnight).getUTCDay()]
    if (days && weekday && !days.includes(weekday)) continue
    const begins = calendar.instantOf(midnight + from)
    const ends = calendar.instantOf(midnight + length)
    if (ends <= begins || ends <= now) continue
    return begins <= now ? verdict(true, ends) : verdict(false, begins)
  }
  return verdict(false)
}
