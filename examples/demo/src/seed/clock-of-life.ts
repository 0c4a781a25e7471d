import type { Random } from './random.ts'

export const dayMs = 86_400_000
export const hourMs = 3_600_000
export const minuteMs = 60_000

/** How much is done at each hour of a working day: coffee, lunch, and home. */
const hours = [
  0, 0, 0, 0, 0, 0, 0.1, 0.4, 0.9, 1, 1, 0.8, 0.4, 0.8, 1, 0.9, 0.7, 0.4, 0.2, 0.15, 0.15, 0.1,
  0.05, 0,
]

const offsets = new Map<string, number>()

/** Ms that a time zone is ahead of UTC; one value for two weeks is near enough for a story. */
const zoneOffset = (timezone: string, at: number): number => {
  const known = offsets.get(timezone)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const found = /([+-])(\d{2}):(\d{2})/.exec(parts ?? '')
  const sign = found?.[1] === '-' ? -1 : 1
  const offset = found ? sign * (Number(found[2]) * hourMs + Number(found[3]) * minuteMs) : 0
  offsets.set(timezone, offset)
  return offset
}

/** The start, in a time zone, of the day that lies `daysAgo` before the day of `now`. */
export const startOfDay = (now: number, daysAgo: number, timezone: string): number => {
  const offset = zoneOffset(timezone, now)
  return Math.floor((now + offset) / dayMs - daysAgo) * dayMs - offset
}

/** Few work at the week-end. */
export const workload = (dayStart: number, timezone: string): number => {
  const weekday = new Date(dayStart + zoneOffset(timezone, dayStart) + dayMs / 2).getUTCDay()
  return weekday === 0 || weekday === 6 ? 0.12 : weekday === 5 ? 0.8 : 1
}

/** An instant of a day, at an hour when people work. */
export const instantOf = (dayStart: number, random: Random): number => {
  for (;;) {
    const hour = random.between(0, 23)
    if (random.next() > (hours[hour] ?? 0)) continue
    return dayStart + hour * hourMs + random.between(0, 59) * minuteMs + random.between(0, 59_999)
  }
}
