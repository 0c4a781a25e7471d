import { z } from 'zod'
import { type Calendar, createCalendar, defaultCalendar, weekdays } from '../rules/calendar.ts'
import { named } from './named.ts'

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** How the project counts days. There is one, called `project`. */
export const calendarSchema = z.strictObject({
  kind: z.literal('calendar'),
  ...named,
  id: z.literal('project'),
  zone: z.string().max(100).refine(isZone, 'a time zone such as Europe/Berlin'),
  'working-days': z.array(z.enum(weekdays)).min(1).max(7).exactOptional(),
  holidays: z.array(z.iso.date()).max(1000).exactOptional(),
})

type CalendarDefinition = z.infer<typeof calendarSchema>

/** The calendar that a set of definitions works with: its own, or UTC with five working days. */
export const calendarOf = (definitions: readonly { readonly kind: string }[]): Calendar => {
  const own = definitions.find((d): d is CalendarDefinition => d.kind === 'calendar')
  if (!own) return createCalendar()
  return createCalendar({
    zone: own.zone,
    workingDays: own['working-days'] ?? defaultCalendar.workingDays,
    holidays: own.holidays ?? defaultCalendar.holidays,
  })
}
