import type { FlowMove, Reason } from '@waymark/schemas'
import type { Gate } from '@waymark/schemas/wire/gates'
import type { ToldTransition } from './happening.ts'
import { sayWho } from './say-who.ts'

/** What happened, and why where the transition itself knows; in plain words. */
export interface Said {
  readonly what: string
  readonly why?: string
}

type Sayers = {
  readonly [T in ToldTransition['t']]?: (transition: Extract<ToldTransition, { t: T }>) => Said
}

const sayGate = ({ gate, wants, found }: Gate): string => `${gate}: ${wants} (${found})`

/** The last gate decided. */
const shutBy = (gates: readonly Gate[]): { readonly why?: string } => {
  const last = gates.at(-1)
  return last ? { why: sayGate(last) } : {}
}

const audienceOf = (gates: readonly Gate[]): { readonly why?: string } => {
  const audience = gates.find(({ gate }) => gate === 'audience')
  return audience ? { why: audience.wants } : {}
}

const flowMoves: { readonly [Move in FlowMove]: (step: string) => string } = {
  entered: (step) => `entered at ${step}`,
  moved: (step) => `went on to ${step}`,
  won: (step) => `goal met at ${step}`,
  left: (step) => `left at ${step}`,
  ended: (step) => `ended after ${step}`,
}

/** What the leave rule ended says that rule alone: the clauses had no part in it. */
const sayReasons = (reasons: readonly Reason[]): string => {
  const leave = reasons.find(({ part }) => part === 'leave')
  if (leave) return `leave: ${leave.says}`
  return reasons.map(({ is, says }) => (is ? says : `not: ${says}`)).join('; ')
}

const sayers: Sayers = {
  milestone: ({ id, what }) => ({ what: `milestone ${id} ${what}` }),
  lifecycle: ({ from, to }) => ({ what: `lifecycle ${from} → ${to}` }),
  segment: ({ id, is }) => ({ what: `segment ${id}: ${is ? 'in' : 'out'}` }),
  pql: ({ id, is, turn, reasons }) => ({
    what: is ? `PQL ${id}, turn ${turn}` : `no longer PQL ${id}`,
    why: sayReasons(reasons),
  }),
  alert: ({ to, body }) => ({
    what: `alert to ${to.join(', ')}: ${body.pqlName}, ${body.name}`,
    ...(body.say === undefined ? {} : { why: body.say }),
  }),
  alert_withheld: ({ pql, reason }) => ({ what: `no alert for ${pql}`, why: reason }),
  decided: ({ engagement, guide, why }) => ({
    what: `message ${engagement}: guide ${guide} is offered`,
    ...audienceOf(why),
  }),
  withdrawn: ({ engagement, why }) => ({
    what: `message ${engagement}: withdrawn`,
    ...shutBy(why),
  }),
  suppressed: ({ engagement, channel, what, why }) => ({
    what: `message ${engagement}: ${channel ? `${channel} ${what ?? ''} is not sent` : 'not offered'}`,
    ...shutBy(why),
  }),
  send: ({ engagement, channel, what, why }) => ({
    what: `message ${engagement}: ${channel} ${what} is sent`,
    ...audienceOf(why),
  }),
  exposed: ({ engagement, arm }) => ({
    what: `message ${engagement}: ${arm === 'treated' ? 'not held out' : 'held out'}`,
  }),
  flow: ({ flow, what, step, key, says }) => ({
    what: `flow ${flow}${key === undefined ? '' : ` for ${key}`}: ${flowMoves[what](step)}`,
    why: says,
  }),
  task: ({ task, by, deed }) => ({ what: `task ${task}: ${deed} by ${by}` }),
  message: ({ engagement, guide, what }) => ({
    what: `message ${engagement}: guide ${guide} ${what}`,
  }),
  noted: ({ engagement, guide, what }) => ({
    what: `message ${engagement}: guide ${guide} ${what}`,
  }),
  lapsed: ({ engagement }) => ({ what: `message ${engagement}: grant lapsed` }),
  merged: ({ into }) => ({ what: `turned out to be ${sayWho(into)}` }),
  absorbed: ({ from }) => ({ what: `was ${sayWho(from)} before` }),
  joined: ({ account }) => ({ what: `acts for account ${account}` }),
}

/** What has no words of its own yet is named as it is. */
const plainly = (transition: ToldTransition): Said => {
  const { t, at: _, ...rest } = transition as { readonly t: string; readonly at?: number }
  return { what: `${t} ${JSON.stringify(rest)}` }
}

/** What happened, in words for `waymark simulate`, and why where a reason is known. One that has no words is told as it is in the log. */
export const sayTransition = (transition: ToldTransition): Said => {
  const say = sayers[transition.t] as ((transition: ToldTransition) => Said) | undefined
  return (say ?? plainly)(transition)
}
