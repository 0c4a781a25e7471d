import { dayMs, durationMs } from '../../duration.ts'
import type { Done } from './read-rule.ts'

/**
 * What a `did` says, counted over the whole history: no summaries, no bounds. The calendar is read off a wall clock in the zone.
 */

export interface Body {
  readonly event: string
  readonly count?: { readonly [op: string]: number }
  readonly distinct?: string
  readonly first?: boolean
  readonly within?: string
  readonly on?: 'day' | 'week' | 'month'
  readonly last?: number
  readonly since?: { readonly event: string }
}

const formats = new Map<string, Intl.DateTimeFormat>()
const dates = new Map<string, string>()

const dateIn = (zone: string, time: number): string => {
  const key = `${zone} ${time}`
  const known = dates.get(key)
  if (known !== undefined) return known
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone })
  const date = format.format(time)
  formats.set(zone, format)
  dates.set(key, date)
  return date
}

/** Which day (week, month) it is on a wall in the zone, counted from some day on. */
export const unitNumber = (unit: 'day' | 'week' | 'month', time: number, zone: string): number => {
  const text = dateIn(zone, time)
  const day = Date.parse(`${text}T00:00:00Z`) / dayMs
  if (unit === 'day') return day
  if (unit === 'week') return Math.floor((day + 3) / 7)
  const [year = 0, month = 0] = text.split('-').map(Number)
  return year * 12 + month
}

const isInside = (
  body: Body,
  time: number,
  at: { readonly now: number; readonly zone: string; readonly began: number },
): boolean => {
  if (time > at.now) return false
  if (body.within) return time > at.now - durationMs(body.within)
  if (body.since) return time > at.began
  if (!body.on) return true
  const [now, then] = [at.now, time].map((t) => unitNumber(body.on ?? 'day', t, at.zone))
  return (now ?? 0) - (then ?? 0) < (body.last ?? 1)
}

const compare = (found: number, count: Body['count']): boolean => {
  const { gte, lte, eq } = count ?? { gte: 1 }
  if (gte !== undefined) return found >= gte
  return lte === undefined ? found === eq : found <= lte
}

export const countPlainly = (
  body: Body,
  history: readonly Done[],
  at: { readonly now: number; readonly zone: string },
): boolean => {
  const others = history.filter((e) => e.name === body.since?.event && e.time <= at.now)
  const began =
    others.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...others.map((e) => e.time))
  const own = history.filter((e) => e.name === body.event)
  if (body.first) {
    const first = Math.min(...own.map((e) => e.time))
    return own.length > 0 && isInside(body, first, { ...at, began })
  }
  const inside = own.filter((e) => isInside(body, e.time, { ...at, began }))
  if (!body.distinct) return compare(inside.length, body.count)
  const values = inside.map((e) => e.properties?.[body.distinct ?? ''])
  return compare(new Set(values.filter((v) => v !== undefined)).size, body.count)
}
