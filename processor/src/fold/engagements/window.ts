import type { Calendar } from '@waymark/schemas'
import type { CapWindow } from '../../program/engagement.ts'

/** What is counted at an instant. */
export interface At {
  readonly now: number
  readonly calendar: Calendar
  /** Since when the person has been in the audience. */
  readonly entered: number | undefined
}

/** The times that lie in a window at `now`. */
export const inside = (times: readonly number[], window: CapWindow, at: At): readonly number[] => {
  if (window.of === 'rolling') return times.filter((time) => time > at.now - window.ms)
  if (window.of === 'entry') return times.filter((time) => time >= (at.entered ?? 0))
  if (window.of === 'ever' || times.length === 0) return times
  const begins = at.calendar.startOf(window.unit, at.now)
  return times.filter((time) => time >= begins)
}

/** When fewer than `max` of the times that are counted will be left in the window. */
export const freesAt = (
  { max, window }: { readonly max: number; readonly window: CapWindow },
  counted: readonly number[],
  at: At,
): number => {
  const first = counted.at(-max)
  if (first === undefined) return Number.POSITIVE_INFINITY
  if (window.of === 'rolling') return first + window.ms
  return window.of === 'calendar'
    ? at.calendar.next(window.unit, at.now, 1)
    : Number.POSITIVE_INFINITY
}
