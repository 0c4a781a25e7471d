import { type AlertBody, isTrue, until } from '@waymark/schemas'
import type { PqlAlert, PqlStep } from '../../program/pql-step.ts'
import { championOf } from '../accounts/champion.ts'
import { hoursOfDay } from '../engagements/hours-of-day.ts'
import { mineIn } from '../mine.ts'
import { own } from '../own.ts'
import type { AccountState, PqlState } from '../state.ts'
import { note } from '../verdicts/note-verdict.ts'
import type { Work } from '../work.ts'
import { reasonsOf } from './pql-reasons.ts'
import { routeOf } from './pql-route.ts'
import { idOf, nameOf, wordsOf } from './pql-words.ts'

/** Alerts that are remembered, for `at-most`. */
export const alertsKept = 20

const memberCount = ({ members }: AccountState): number =>
  Object.values(members).filter(({ left }) => !left).length

const alertBody = (work: Work, step: PqlStep, owner: string | undefined): AlertBody => {
  const { state, program } = work
  const champion = state.kind === 'account' ? championOf(state, step.id) : undefined
  const traits = Object.fromEntries(
    Object.entries(state.traits).map(([name, entry]) => [name, entry[0]]),
  )
  const said = wordsOf(state, step, champion)
  const milestones = program[state.kind].milestones.map((m) => {
    const reached = own(state.mile, m.id)?.reached
    return { id: m.id, name: m.name, ...(reached === undefined ? {} : { reached }) }
  })
  return {
    pql: step.id,
    pqlName: step.name,
    subject: state.s,
    id: idOf(state),
    name: nameOf(state),
    traits,
    reasons: reasonsOf(state, step, work.view),
    ...(owner === undefined ? {} : { owner }),
    ...(champion ? { champion } : {}),
    members: state.kind === 'account' ? memberCount(state) : 0,
    milestones,
    turn: own(state.pql, step.id)?.turn ?? 1,
    ...said,
  }
}

/** Alerts about this subject by any PQL, within the span. */
const isTooMany = ({ state }: Work, most: PqlAlert['atMost']): boolean => {
  if (!most) return false
  const from = state.clock - most.withinMs
  const sent = Object.values(state.pql).flatMap((one) => one.sent ?? [])
  return sent.filter((at) => at > from).length >= most.max
}

type Withheld = 'cooldown' | 'history' | 'frequency'

const whyWithheld = (work: Work, alert: PqlAlert, now: PqlState): Withheld | undefined => {
  if (work.quiet) return 'history'
  const at = work.state.clock
  if (now.alerted !== undefined && at - now.alerted < alert.cooldownMs) return 'cooldown'
  return isTooMany(work, alert.atMost) ? 'frequency' : undefined
}

/** Until when it is quiet; `undefined` while it is not. */
const quietUntil = (work: Work, { quiet }: PqlAlert): number | undefined => {
  if (!quiet) return undefined
  const hours = hoursOfDay(work.program.calendar, work.state.clock, { hours: quiet })
  return isTrue(hours) ? until(hours) : undefined
}

/** One alert a turn, none within the cooldown of the last, none beyond the most, none for history. In quiet hours it waits. */
export const alertTurn = (work: Work, step: PqlStep): void => {
  const now = step.alert && mineIn(work, 'pql', step.id)
  if (!step.alert || !now) return
  const at = work.state.clock
  const reason = whyWithheld(work, step.alert, now)
  if (reason) {
    work.transitions.push({ t: 'alert_withheld', pql: step.id, at, reason })
    return
  }
  const waits = quietUntil(work, step.alert)
  if (waits !== undefined) {
    now.waits = waits
    note(work, -waits)
    return
  }
  const { owner, to } = routeOf(work, step)
  now.alerted = at
  if (step.alert.atMost) now.sent = [...(now.sent ?? []), at].slice(-alertsKept)
  work.transitions.push({ t: 'alert', to, at, body: alertBody(work, step, owner) })
}

/** An alert that waited for the end of quiet hours. Who is no lead any more by then, or is worked on, alerts nobody. */
export const alertWhenLoud = (work: Work, step: PqlStep): void => {
  const now = own(work.state.pql, step.id)
  if (now?.waits === undefined) return
  if (now.since !== undefined && now.owner === undefined && now.waits > work.state.clock) {
    note(work, -now.waits)
    return
  }
  const isWanted = now.since !== undefined && now.owner === undefined
  delete mineIn(work, 'pql', step.id)?.waits
  if (isWanted) alertTurn(work, step)
}
