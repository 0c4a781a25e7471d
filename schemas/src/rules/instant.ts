import type { Json } from '../json.ts'

/** As far as a `Date` goes, either way. */
const furthestMs = 8.64e15

const isoText =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(?:(Z)|([+-]\d\d):?(\d\d))?)?$/

/**
 * The instant that a value holds: ISO 8601 text, or a number of ms (s before the year 2286 are not guessed at). A date is its
 * midnight, and a time without an offset is one, in UTC: wherever it is read it means the same. Whole ms: it becomes a deadline
 * and so a clock. What is no instant is NaN.
 */
export const instantOf = (value: Json | undefined): number => {
  if (typeof value === 'number')
    return Math.abs(value) <= furthestMs ? Math.floor(value) : Number.NaN
  const parts = typeof value === 'string' ? isoText.exec(value) : null
  if (!parts) return Number.NaN
  const [, date, time = '00:00', , hours = '+00', minutes = '00'] = parts
  return Date.parse(`${date}T${time}${hours}:${minutes}`)
}
