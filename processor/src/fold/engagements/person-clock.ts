import { type Calendar, createCalendar, defaultCalendar } from '@waymark/schemas'
import { own } from '../own.ts'
import type { Looked } from './gate.ts'

/** Zones that are remembered: people name them, and there are some 600. */
const zonesKept = 1000
const known = new Map<string, Calendar | undefined>()

const made = (zone: string): Calendar | undefined => {
  try {
    return createCalendar({ ...defaultCalendar, zone })
  } catch {
    return undefined
  }
}

/** Making a calendar is slow, and the same for the same zone. What is no zone has none. */
const calendarIn = (zone: string): Calendar | undefined => {
  if (known.has(zone)) return known.get(zone)
  if (known.size >= zonesKept) known.clear()
  const calendar = made(zone)
  known.set(zone, calendar)
  return calendar
}

/** The person's clock: of the trait `timezone`, else of the zone that their browser is in, else the project's. */
export const clockOf = ({ state, program }: Looked): Calendar => {
  const told = own(state.traits, 'timezone')?.[0]
  const browser = state.kind === 'person' ? state.zone : undefined
  for (const zone of [told, browser])
    if (typeof zone === 'string' && zone !== '') {
      const calendar = calendarIn(zone)
      if (calendar) return calendar
    }
  return program.calendar
}
