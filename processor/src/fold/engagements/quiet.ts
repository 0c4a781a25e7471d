import type { GateKeeper } from './gate.ts'
import { hoursOfDay } from './hours-of-day.ts'
import { clockOf } from './person-clock.ts'
import { sayNow } from './schedule.ts'

/** Nobody is disturbed at night, by their own clock. */
export const quiet: GateKeeper = {
  gate: 'quiet',
  whenShut: 'waits',
  look: ({ quiet: hours }, looked) => {
    if (!hours) return undefined
    const { now } = looked.facts
    const calendar = clockOf(looked)
    return {
      open: -hoursOfDay(calendar, now, { hours }),
      wants: `not between ${hours.from} and ${hours.until}`,
      found: () => sayNow(calendar, now),
    }
  },
}
