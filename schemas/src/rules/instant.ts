import type { Json } from '../json.ts'

/**
 * The years 0 to 9999, as text has them. A number beyond is how some say "never"; as an instant it would leave no room for what
 * is reckoned from it.
 */
const instantsMs = { first: -62_167_219_200_000, last: 253_402_300_799_999 } as const

const isoText =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:(Z)|([+-]\d\d):?(\d\d))?)?$/

/**
 * The instant that a value holds: ISO 8601 text, or a number of ms (s before the year 2286 are not guessed at). A date is its
 * midnight, and a time without an offset is one, in UTC: wherever it is read it means the same. Whole ms: it becomes a deadline
 * and so a clock. What is no instant is NaN.
 */
export const instantOf = (value: Json | undefined): number => {
  if (typeof value === 'number') {
    const whole = Math.floor(value)
    return whole >= instantsMs.first && whole <= instantsMs.last ? whole : Number.NaN
  }
  const parts = typeof value === 'string' ? isoText.exec(value) : null
  if (!parts) return Number.NaN
  const [, date, time = '00:00', , hours = '+00', minutes = '00'] = parts
  return Date.parse(`${date}T${time}${hours}:${minutes}`)
}
