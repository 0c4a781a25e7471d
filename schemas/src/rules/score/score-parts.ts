import type { Calendar } from '../calendar.ts'
import { activeSlots, dayStart, type ScoreDay, type ScoreDays, usesOf } from './score-days.ts'

/** The parts of a score, in the order in which they are shown. */
export const scorePartNames = ['days', 'time', 'breadth', 'depth', 'guides', 'trend'] as const

export type ScorePart = (typeof scorePartNames)[number]

/** What the parts measure: each of its own unit. A part that does not apply is absent. */
export type RawParts = { readonly [Part in ScorePart]?: number }

/** A score looks back at four weeks. */
export const windowDays = 28

/** Half of it, for the trend. */
export const halfDays = 14

/** Time in product that counts in a day. */
export const mostMinutesADay = 480

export const slotMinutes = 10

/** Who does nothing for half an hour has begun a new session by what they do next. */
export const sessionGapSlots = 3

/** Minutes from the first to the last thing done, sessions apart, in steps of ten minutes. */
export const minutesOf = (day: ScoreDay): number => {
  let slots = 0
  let last: number | undefined
  for (const slot of activeSlots(day)) {
    slots += last !== undefined && slot - last <= sessionGapSlots ? slot - last : 1
    last = slot
  }
  return Math.min(mostMinutesADay, slots * slotMinutes)
}

/** In hundredths: what is shown, counted and compared is the same number. */
const hundredths = (share: number): number => Math.round(100 * share) / 100

const sum = (numbers: readonly number[]): number => numbers.reduce((all, n) => all + n, 0)

/** Its days from `from` on and before `to`. */
const between = ({ days }: ScoreDays, from: number, to: number): readonly ScoreDay[] =>
  days.filter((day) => dayStart(day) >= from && dayStart(day) < to)

const isActive = ([, slots]: ScoreDay): boolean => slots !== ''

/**
 * The parts on the day that begins at `today`, over the four weeks that end with it: days active; minutes in the product; core
 * use cases completed at all; completions, up to the cap a day; the share of seen guides that were answered to; the share of
 * the active days that lie in the newer half. `undefined` where nothing was done.
 */
export const rawParts = (
  summary: ScoreDays | undefined,
  today: number,
  calendar: Calendar,
): RawParts | undefined => {
  if (!summary) return undefined
  const from = calendar.next('day', today, 1 - windowDays)
  const days = between(summary, from, calendar.next('day', today, 1))
  const active = days.filter(isActive)
  if (active.length === 0) return undefined
  const uses = days.map(usesOf)
  const width = Math.max(0, ...uses.map((day) => day.length))
  const used = Array.from({ length: width }, (_, i) => sum(uses.map((day) => day[i] ?? 0)))
  const seen = sum(days.map((day) => day[3]))
  const half = calendar.next('day', today, 1 - halfDays)
  return {
    days: active.length,
    time: sum(days.map(minutesOf)),
    breadth: used.filter((n) => n > 0).length,
    depth: sum(used),
    ...(seen > 0 ? { guides: hundredths(Math.min(1, sum(days.map((day) => day[4])) / seen)) } : {}),
    trend: hundredths(active.filter((day) => dayStart(day) >= half).length / active.length),
  }
}
