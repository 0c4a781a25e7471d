import { dayMs } from '../../duration.ts'
import type { Calendar } from '../calendar.ts'
import type { ObservedEvent, SummaryLaw } from '../leaf.ts'

/**
 * What a score keeps of one day, as small as it can be: the day's first quarter of an hour since 1970; which ten minutes of it
 * saw something (a character per hour, from the day's first); how often each core use case was completed (a digit each, up to
 * the cap); of guides, how many were seen and how many of those were answered to.
 */
export type ScoreDay = readonly [
  quarter: number,
  slots: string,
  uses: string,
  seen: number,
  responded: number,
]

/** The days that had anything, oldest first: the newest, and those of the twelve weeks before it. */
export interface ScoreDays {
  readonly days: readonly ScoreDay[]
}

/** What an event is to a score. */
export interface ScoredEvent {
  /** Somebody was at work. */
  readonly active: boolean
  /** Places of the core use cases that it completes. */
  readonly uses: readonly number[]
  readonly seen: 0 | 1
  readonly responded: 0 | 1
}

/** Looked back at most: the window of four weeks, as it was up to eight weeks ago. */
export const scoreDaysKept = 84

const quarterMs = 900_000
export const slotMs = 600_000
const slotsAnHour = 6
const hourLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Most that a digit counts to. */
export const mostADay = 35

export const dayStart = ([quarter]: ScoreDay): number => quarter * quarterMs

const bitsAt = (slots: string, hour: number): number =>
  hour < slots.length ? hourLetters.indexOf(slots.charAt(hour)) : 0

const letters = (hours: readonly number[]): string =>
  hours.map((bits) => hourLetters.charAt(bits)).join('')

const slotsOf = (slot: number): string => {
  const hour = Math.floor(slot / slotsAnHour)
  return 'A'.repeat(hour) + hourLetters.charAt(1 << (slot % slotsAnHour))
}

const bothSlots = (a: string, b: string): string => {
  if (a === b || b === '') return a
  if (a === '') return b
  const length = Math.max(a.length, b.length)
  return letters(Array.from({ length }, (_, hour) => bitsAt(a, hour) | bitsAt(b, hour)))
}

/** Which ten minutes of the day saw something, ascending. */
export const activeSlots = ([, slots]: ScoreDay): readonly number[] =>
  Array.from(slots).flatMap((_, hour) => {
    const bits = bitsAt(slots, hour)
    return [0, 1, 2, 3, 4, 5].flatMap((i) => (bits & (1 << i) ? [hour * slotsAnHour + i] : []))
  })

const digitAt = (uses: string, i: number): number =>
  i < uses.length ? Number.parseInt(uses.charAt(i), 36) : 0

/** How often each core use case was completed that day, up to the cap. */
export const usesOf = ([, , uses]: ScoreDay): readonly number[] =>
  Array.from(uses, (_, i) => digitAt(uses, i))

const bothUses = (a: string, b: string, cap: number): string => {
  if (b === '') return a
  const length = Math.max(a.length, b.length)
  const sum = (i: number): number => Math.min(cap, digitAt(a, i) + digitAt(b, i))
  return Array.from({ length }, (_, i) => sum(i).toString(36)).join('')
}

/** Adding up to a cap is as good as adding: whatever the order, a day has no more than the cap. */
const bothDays = (a: ScoreDay, b: ScoreDay, cap: number): ScoreDay => [
  a[0],
  bothSlots(a[1], b[1]),
  bothUses(a[2], b[2], cap),
  Math.min(mostADay, a[3] + b[3]),
  Math.min(mostADay, a[4] + b[4]),
]

const isSame = (a: ScoreDay, b: ScoreDay): boolean => a.every((part, i) => part === b[i])

const dayOf = (event: ObservedEvent, scored: ScoredEvent, calendar: Calendar): ScoreDay => {
  const start = calendar.startOf('day', event.time)
  const uses: number[] = Array.from(
    { length: Math.max(0, ...scored.uses.map((i) => i + 1)) },
    () => 0,
  )
  for (const i of scored.uses) uses[i] = 1
  return [
    start / quarterMs,
    scored.active ? slotsOf(Math.floor((event.time - start) / slotMs)) : '',
    uses.join(''),
    scored.seen,
    scored.responded,
  ]
}

/** A day that is so far behind the newest can matter to no question any more. */
const recentOf = (days: readonly ScoreDay[]): readonly ScoreDay[] => {
  const newest = days.at(-1)
  const from = newest ? dayStart(newest) - scoreDaysKept * dayMs : 0
  return days.filter((day) => dayStart(day) >= from)
}

const merged = (a: ScoreDays, b: ScoreDays, cap: number): ScoreDays => {
  const days = new Map(a.days.map((day) => [day[0], day]))
  for (const day of b.days) {
    const known = days.get(day[0])
    days.set(day[0], known ? bothDays(known, day, cap) : day)
  }
  return { days: recentOf([...days.values()].sort((x, y) => x[0] - y[0])) }
}

/** The newest day alone: enough to know whether a further event of that day is news. */
export const newestDay = ({ days }: ScoreDays): ScoreDays => ({ days: days.slice(-1) })

/**
 * Days with something in them. What adds nothing to its day (the same ten minutes, a use beyond the cap) leaves the summary as
 * it is.
 */
export const scoreDays = (
  read: (event: ObservedEvent) => ScoredEvent | undefined,
  { calendar, cap }: { readonly calendar: Calendar; readonly cap: number },
): SummaryLaw<ScoreDays> => ({
  observe: (summary, event) => {
    const scored = read(event)
    if (!scored) return summary
    const day = dayOf(event, scored, calendar)
    if (!summary) return { days: [day] }
    const { days } = summary
    const at = days.findLastIndex(([quarter]) => quarter === day[0])
    const known = days[at]
    if (!known) return merged(summary, { days: [day] }, cap)
    const both = bothDays(known, day, cap)
    return isSame(known, both) ? summary : { days: days.with(at, both) }
  },
  merge: (a, b) => merged(a, b, cap),
  newest: ({ days }) => days.reduce((newest, day) => Math.max(newest, dayStart(day) + dayMs), 0),
})
