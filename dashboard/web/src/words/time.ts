import { zone } from './zone.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** What stands where there is no instant to tell. */
const none = '–'

/** Whether there is such a date at all: no calendar goes further. */
const isDate = (at: number): boolean => Math.abs(at) <= 8_640_000_000_000_000

const format = (at: number, options: Intl.DateTimeFormatOptions): string => {
  if (!isDate(at)) return none
  const key = JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
  formats.set(key, known)
  return known.format(at)
}

/** `14:02:11` */
export const clockTime = (at: number): string =>
  format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `14:02` */
export const clockMinute = (at: number): string =>
  format(at, { hour: '2-digit', minute: '2-digit' })

/** `21 Nov 2026` */
const calendarDay = (at: number): string =>
  format(at, { day: 'numeric', month: 'short', year: 'numeric' })

/** `Tuesday` */
export const weekday = (at: number): string => format(at, { weekday: 'long' })

/** `2026-11-21`: equal for two instants of the same day, sorts as time does. */
export const dayKey = (at: number): string => {
  if (!isDate(at)) return none
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at)
  return parts
}

/** For machines: `2026-11-21T13:02:11.000Z`, as `<time datetime>` has it. Absent where there is no such date. */
export const isoTime = (at: number): string | undefined =>
  isDate(at) ? new Date(at).toISOString() : undefined

/** `21 Nov`, with the year where it is not this one. */
export const shortDay = (at: number, now: number): string =>
  format(at, {
    day: 'numeric',
    month: 'short',
    ...(format(at, { year: 'numeric' }) === format(now, { year: 'numeric' })
      ? {}
      : { year: 'numeric' }),
  })

/** `14:02:11` of today, `21 Nov, 14:02` of another day. */
export const recentTime = (at: number, now: number): string =>
  dayKey(at) === dayKey(now) ? clockTime(at) : `${shortDay(at, now)}, ${clockMinute(at)}`

/** `Today`, `Yesterday`, `Friday, 20 November`. */
export const dayName = (at: number, now: number): string => {
  if (!isDate(at)) return none
  if (dayKey(at) === dayKey(now)) return 'Today'
  if (dayKey(at) === dayKey(now - 86_400_000)) return 'Yesterday'
  const year = format(at, { year: 'numeric' })
  const named = format(at, { weekday: 'long', day: 'numeric', month: 'long' })
  return year === format(now, { year: 'numeric' }) ? named : `${named} ${year}`
}

/** `21 Nov 2026, 14:02:11 Europe/Berlin · 13:02:11 UTC` */
export const exactTime = (at: number): string => {
  const utc = isoTime(at)?.slice(11, 19)
  if (utc === undefined) return none
  return `${calendarDay(at)}, ${clockTime(at)} ${zone}${zone === 'UTC' ? '' : ` · ${utc} UTC`}`
}

/** `just now`, `2 min ago`, `3 h ago`, `yesterday`, `4 d ago`, `21 Nov`; ahead of now: `in 5 min`. */
export const relativeTime = (at: number, now: number): string => {
  if (!isDate(at)) return none
  const seconds = Math.round((now - at) / 1000)
  const size = Math.abs(seconds)
  const tell = (text: string): string => (seconds < 0 ? `in ${text}` : `${text} ago`)
  if (size < 5) return 'just now'
  if (size < 60) return tell(`${size} s`)
  if (size < 3600) return tell(`${Math.min(59, Math.round(size / 60))} min`)
  if (size < 86_400 && seconds < 0) return tell(`${Math.round(size / 3600)} h`)
  if (size < 43_200 || dayKey(at) === dayKey(now))
    return tell(`${Math.max(1, Math.round(size / 3600))} h`)
  if (dayKey(at) === dayKey(now - 86_400_000)) return 'yesterday'
  // What was before yesterday is never called a day ago.
  if (size < 14 * 86_400)
    return tell(`${Math.max(seconds < 0 ? 1 : 2, Math.round(size / 86_400))} d`)
  return shortDay(at, now)
}
