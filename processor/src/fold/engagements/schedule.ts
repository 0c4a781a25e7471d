import { always, between, both, type Calendar, type Schedule } from '@waymark/schemas'
import type { GateKeeper } from './gate.ts'
import { hoursOfDay } from './hours-of-day.ts'
import { clockOf } from './person-clock.ts'

/** An instant as authors write it: with a zone of its own, or by the person's wall clock. */
const instantOf = (text: string, calendar: Calendar): number =>
  /(Z|[+-]\d\d:\d\d)$/.test(text) && text.includes('T')
    ? Date.parse(text)
    : calendar.instantOf(Date.parse(text.includes('T') ? `${text}Z` : text))

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** What the person's clock shows. */
export const sayNow = (calendar: Calendar, now: number): string => {
  const wall = new Date(calendar.wallOf(now))
  const weekday = days[wall.getUTCDay()]
  return `${weekday} ${wall.toISOString().slice(0, 16).replace('T', ' ')} in ${calendar.zone}`
}

const saySchedule = ({ from, until, days: on, hours }: Schedule): string =>
  [
    ...(from ? [`from ${from}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(on ? [`on ${on.join(', ')}`] : []),
    ...(hours ? [`between ${hours.from} and ${hours.until}`] : []),
  ].join(', ')

/** From and until a date, on certain days, at certain hours, by the person's clock. */
export const schedule: GateKeeper = {
  gate: 'schedule',
  whenShut: 'waits',
  look: (message, looked) => {
    const wanted = message.schedule
    if (!wanted) return undefined
    const { now } = looked.facts
    const calendar = clockOf(looked)
    const begins = wanted.from ? instantOf(wanted.from, calendar) : 0
    const ends = wanted.until ? instantOf(wanted.until, calendar) : Number.POSITIVE_INFINITY
    const timely = wanted.hours || wanted.days ? hoursOfDay(calendar, now, wanted) : always
    const open = both(between(begins, ends, now), timely)
    const found = () => `${sayNow(calendar, now)}${now < ends ? '' : ': it is over'}`
    const over = now < ends ? {} : { whenShut: 'drops' as const }
    return { open, wants: saySchedule(wanted), found, ...over }
  },
}
