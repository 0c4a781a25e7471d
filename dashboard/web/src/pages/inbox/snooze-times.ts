import { shortDay } from '../../words/time.ts'

const day = 86_400_000

export interface SnoozeTime {
  readonly label: string
  readonly until: number
  readonly end: string
}

/** When a lead may come back. */
export const snoozeTimes = (now: number): readonly SnoozeTime[] =>
  [
    { label: 'For 4 hours', until: now + day / 6 },
    { label: 'Until tomorrow', until: now + day },
    { label: 'For 3 days', until: now + 3 * day },
    { label: 'For a week', until: now + 7 * day },
    { label: 'For 30 days', until: now + 30 * day },
  ].map((time) => ({ ...time, end: time.until - now < day ? '' : shortDay(time.until, now) }))
