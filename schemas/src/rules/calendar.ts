import { dayMs } from '../duration.ts'

export const calendarUnits = ['day', 'week', 'month'] as const

export type CalendarUnit = (typeof calendarUnits)[number]

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

export type Weekday = (typeof weekdays)[number]

/** How a project counts days. */
export interface CalendarConfig {
  /** IANA name, `Europe/Berlin`. */
  readonly zone: string
  readonly workingDays: readonly Weekday[]
  /** `2026-12-25`: days on which nobody works, whatever the weekday. */
  readonly holidays: readonly string[]
}

export const defaultCalendar: CalendarConfig = {
  zone: 'UTC',
  workingDays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  holidays: [],
}

/**
 * The project's days, weeks (from Monday) and months: where they begin in its time zone, whatever the clocks there do. Instants are
 * ms since 1970 UTC.
 */
export interface Calendar extends CalendarConfig {
  /** When the unit that `time` lies in began. */
  readonly startOf: (unit: CalendarUnit, time: number) => number
  /** When the n-th unit after the one that `time` lies in begins. */
  readonly next: (unit: CalendarUnit, time: number, n: number) => number
  /** What the wall clock shows at an instant: the instant at which one in Greenwich would. */
  readonly wallOf: (time: number) => number
  /** The instant at which the wall clock shows this; the first of two; where it is skipped, as much later as was skipped. */
  readonly instantOf: (wall: number) => number
  /** The same time of day on the n-th working day after the day that `time` lies in. */
  readonly plusWorkingDays: (time: number, n: number) => number
}

/** Clocks are changed on the quarter of an hour. */
const stepMs = 900_000
const offsetsKept = 10_000

/** How far the zone's clocks are ahead of UTC at an instant. Asking `Intl` is slow, so answers are kept. */
const createOffsets = (zone: string): ((time: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const known = new Map<number, number>()
  const ask = (time: number): number => {
    const [month, day, year, hour, minute, second] = (format.format(time).match(/\d+/g) ?? []).map(
      Number,
    )
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - time
  }
  return (time) => {
    const step = Math.floor(time / stepMs)
    const found = known.get(step)
    if (found !== undefined) return found
    if (known.size >= offsetsKept) known.clear()
    const offset = ask(step * stepMs)
    known.set(step, offset)
    return offset
  }
}

/** Midnight of a day on a wall, as if the wall hung in Greenwich. */
const startOnWall = (unit: CalendarUnit, wall: number): number => {
  const midnight = Math.floor(wall / dayMs) * dayMs
  if (unit === 'day') return midnight
  const date = new Date(midnight)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return midnight - ((date.getUTCDay() + 6) % 7) * dayMs
}

const addOnWall = (unit: CalendarUnit, start: number, n: number): number => {
  if (unit === 'day') return start + n * dayMs
  if (unit === 'week') return start + n * 7 * dayMs
  const date = new Date(start)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, 1)
}

/** Longest run of days off that is looked through for a working day. */
const daysOff = 400

/** @throws RangeError where there is no such zone. */
export const createCalendar = (config: CalendarConfig = defaultCalendar): Calendar => {
  const offsetAt = createOffsets(config.zone)
  const wallOf = (time: number): number => time + offsetAt(time)
  const instantOf = (wall: number): number => {
    const before = wall - offsetAt(wall - dayMs)
    if (wallOf(before) === wall) return before
    const after = wall - offsetAt(wall + dayMs)
    return wallOf(after) === wall ? after : before
  }
  const isWorkingDay = (midnight: number): boolean => {
    const date = new Date(midnight)
    const weekday = weekdays[date.getUTCDay()] ?? 'mon'
    return (
      config.workingDays.includes(weekday) &&
      !config.holidays.includes(date.toISOString().slice(0, 10))
    )
  }
  return {
    ...config,
    wallOf,
    instantOf,
    startOf: (unit, time) => instantOf(startOnWall(unit, wallOf(time))),
    next: (unit, time, n) => instantOf(addOnWall(unit, startOnWall(unit, wallOf(time)), n)),
    plusWorkingDays: (time, n) => {
      const wall = wallOf(time)
      let midnight = startOnWall('day', wall)
      const timeOfDay = wall - midnight
      let left = n
      for (let off = 0; left > 0 && off < daysOff; ) {
        midnight += dayMs
        if (isWorkingDay(midnight)) {
          left--
          off = 0
        } else off++
      }
      return instantOf(midnight + timeOfDay)
    },
  }
}
