import { z } from 'zod'
import { limits } from '../../limits.ts'
import { type Calendar, type CalendarUnit, calendarUnits } from '../calendar.ts'
import { keep } from '../did/keep.ts'
import { type UnitCounts, unitCounts } from '../did/unit-counts.ts'
import {
  type EventMatch,
  eventMatchShape,
  namesOne,
  participleOf,
  sayMatch,
  warnOfMatch,
} from '../event-match.ts'
import { hasChanged } from '../has-changed.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { never, verdict } from '../verdict.ts'

const mostUnits = Math.floor((limits.unitsKept - 1) / 2)

const schema = z
  .strictObject({
    ...eventMatchShape,
    /** Absent: day. */
    on: z.enum(calendarUnits).exactOptional(),
    last: z.int().min(1).max(mostUnits),
    drop: z
      .string()
      .regex(/^([1-9]\d?|100)%$/, 'a share such as 30%')
      .exactOptional(),
    rise: z
      .string()
      .regex(/^[1-9]\d{0,3}%$/, 'a share such as 60%')
      .exactOptional(),
    /** How many there have to be in the earlier span, so that it is a past to compare with. */
    'at-least': z.int().min(1).exactOptional(),
  })
  .refine(namesOne, 'one of event, page, feature')
  .refine((t) => (t.drop === undefined) !== (t.rise === undefined), 'one of drop, rise')

export type Trend = z.infer<typeof schema>

export const matchOfTrend = ({ event, page, feature, where, verified }: Trend): EventMatch =>
  ({ event, page, feature, where, verified }) as EventMatch

/** By how much of a hundred; below zero for a drop. */
export const changeOf = ({ drop, rise }: Trend): number =>
  drop === undefined ? Number.parseInt(rise ?? '', 10) : -Number.parseInt(drop, 10)

export const atLeastOf = ({ 'at-least': atLeast = 1 }: Trend): number => atLeast

interface Spans {
  readonly from: number
  readonly middle: number
  readonly to: number
}

/** The `last` whole units before the one that it is now, and as many before these. */
const spansOf =
  (calendar: Calendar, unit: CalendarUnit, last: number) =>
  (to: number): Spans => {
    const back = (start: number): number => {
      let at = start
      for (let i = 0; i < last; i++) at = calendar.startOf(unit, at - 1)
      return at
    }
    const middle = back(to)
    return { from: back(middle), middle, to }
  }

const countIn = ({ units }: UnitCounts, from: number, to: number): number =>
  units.reduce((sum, [start, n]) => (start >= from && start < to ? sum + n : sum), 0)

const compile = (body: Trend, context: CompileContext): Evaluate => {
  const { calendar } = context
  const { on: unit = 'day', last } = body
  const kept = { unit, keep: 2 * last + 1 }
  const law = unitCounts(calendar, kept)
  const read = keep(
    matchOfTrend(body),
    { what: { units: kept, zone: calendar.zone }, law },
    context,
  )
  const spans = spansOf(calendar, unit, last)
  const change = changeOf(body)
  let known = spans(calendar.startOf(unit, 0))
  return (facts) => {
    const summary = read(facts)
    if (!summary) return never
    const today = calendar.startOf(unit, facts.now)
    if (known.to !== today) known = spans(today)
    const { from, middle } = known
    // What lies before both spans never comes back: nobody is woken for it.
    if (summary.newest < from) return never
    const earlier = countIn(summary, from, middle)
    const holds =
      earlier >= atLeastOf(body) && hasChanged(earlier, countIn(summary, middle, today), change)
    return verdict(holds, calendar.next(unit, facts.now, 1))
  }
}

const sayUnits = (last: number, unit: CalendarUnit): string =>
  last === 1
    ? `the last whole ${unit} than in the one before`
    : `the last ${last} whole ${unit}s than in the ${last} before`

/**
 * An event, a page or a feature was seen so much less, or more, than before: against the subject's own past, in whole days, weeks
 * or months.
 */
export const trend: RuleKind<Trend> = {
  schema: () => schema,
  compile,
  warn: (body) => warnOfMatch(matchOfTrend(body)),
  say: (body, { nameOf }) => {
    const match = matchOfTrend(body)
    const change = body.drop === undefined ? `${body.rise} more` : `${body.drop} less`
    const atLeast = atLeastOf(body) > 1 ? ` (with at least ${atLeastOf(body)} there)` : ''
    return `has ${participleOf(match)} ${sayMatch(match, nameOf)} at least ${change} often in ${sayUnits(body.last, body.on ?? 'day')}${atLeast}`
  },
}
