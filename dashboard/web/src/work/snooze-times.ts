import { clockMinute, shortDay } from '../words/time.ts'

const day = 86_400_000

export interface SnoozeTime {
  readonly label: string
  readonly until: number
  readonly end: string
}

/** When something put off may come back. */
export const snoozeTimes = (now: number): readonly SnoozeTime[] =>
  [
    { label: 'For 1 day', until: now + day },
    { label: 'For 3 days', until: now + 3 * day },
    { label: 'For 1 week', until: now + 7 * day },
  ].map((time) => ({
    ...time,
    end: `${shortDay(time.until, now)}, ${clockMinute(time.until)}`,
  }))
