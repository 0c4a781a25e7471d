import type { PersonDetail } from '@waymark/schemas/api/people'
import { sayCount } from './number.ts'
import { clockTime, dayKey, shortDay } from './time.ts'

/** `limits.personRecordsPerSecond`, without what comes with it; a test holds them equal. */
export const mostPerSecond = 100

/** `21 Nov, 14:02:11 to 14:02:14` */
const saySpan = (from: number, to: number, now: number): string => {
  const start = `${shortDay(from, now)}, ${clockTime(from)}`
  if (clockTime(from) === clockTime(to) && dayKey(from) === dayKey(to)) return start
  const end = clockTime(to)
  return dayKey(from) === dayKey(to)
    ? `${start} to ${end}`
    : `${start} to ${shortDay(to, now)}, ${end}`
}

/** `412 events of 21 Nov, 14:02:11 came faster than 100 requests a second. They are stored, and count for no rule.` */
export const sayUncounted = (
  { events, from, to }: NonNullable<PersonDetail['uncounted']>,
  of: 'person' | 'account',
  now: number,
): string => {
  const sent = of === 'account' ? ' of one person' : ''
  const they = events === 1 ? 'It is stored, and counts' : 'They are stored, and count'
  return `${sayCount(events, 'event', 'events')} of ${saySpan(from, to, now)} came faster than ${mostPerSecond} requests a second${sent}. ${they} for no rule.`
}
