import {
  type Flow,
  type FlowPart,
  keyEventOf,
  type Rule,
  type ShowEnd,
  sayRule,
  verdict,
} from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import { mayReenter } from '../fold/flows/enter-flow.ts'
import { flowPart } from '../fold/flows/flow-place.ts'
import type { FlowProgram, FlowStepProgram, KeyProgram } from '../program/flow.ts'
import type { Check, ExplainedDefinition, LookedAt } from './looked-at.ts'

type Position = NonNullable<FlowPart['at']>

const standsOf = ({ nth, at, left }: FlowPart): string => {
  if (at) return `at the step ${at.step} since ${sayInstant(at.since)}`
  if (nth === 0) return 'never entered'
  return `out of it since ${sayInstant(left ?? 0)}, entered ${nth === 1 ? 'once' : `${nth} times`}`
}

const sayReentry = ({ reentry = 'once' }: Flow): string => {
  if (typeof reentry !== 'string') return `again ${reentry.cooldown} after it was left`
  return reentry === 'once' ? 'enters once' : 'enters each time anew'
}

/** Whoever is not in it: what lets them in, and whether they may be in it again. */
const entryChecks = (
  flow: Flow,
  { part, program }: { readonly part: FlowPart; readonly program: FlowProgram },
  looked: LookedAt,
): readonly Check[] => {
  const place = { level: looked.level.level, node: program.definition, key: 'enter' }
  const again: Check = {
    part: 'reentry',
    is: mayReenter(part, program, looked.facts.now),
    wants: sayReentry(flow),
    found: standsOf(part),
  }
  const turns: readonly Check[] =
    part.in === undefined
      ? []
      : [
          {
            part: 'enter',
            is: false,
            wants: 'turns true',
            found: `has held since ${sayInstant(part.in)}`,
          },
        ]
  return [...looked.askRule('enter', flow.enter, place), ...turns, again]
}

/** What ends it for whoever is in it. */
const outChecks = (
  { goal, exit, key: flowKey }: Flow,
  { definition }: FlowProgram,
  looked: LookedAt,
) => {
  const { level } = looked.level
  const ask = (key: 'goal' | 'exit', rule: Rule | undefined) =>
    looked.askRule(key, rule, { level, node: definition, key, flowKey })
  return [...ask('goal', goal), ...ask('exit', exit)]
}

const timeCheck = (part: string, ends: number, { facts }: LookedAt): Check => ({
  part,
  is: facts.now >= ends,
  wants: 'the time is up',
  found: Number.isFinite(ends) ? `it ends on ${sayInstant(ends)}` : 'it has no end',
})

const sayDone = (guide: string | undefined, until: readonly ShowEnd[]): string =>
  `the guide ${guide ?? ''} is ${until.join(' or ')}`

/** What keeps it at its step. Of what is sent and shown the gates tell. */
const stepChecks = (
  step: FlowStepProgram,
  { since }: Position,
  looked: LookedAt,
): readonly Check[] => {
  const part = `at ${step.id}`
  if (step.does === 'wait') return [timeCheck(part, since + step.ms, looked)]
  if (step.does === 'until')
    return [
      looked.ask(part, step.rule.says, step.rule.holds),
      timeCheck(part, since + step.ms, looked),
    ]
  if (step.does !== 'show') return []
  const { message, until, ms } = step
  const done = { part, is: false, wants: sayDone(message?.guide, until), found: 'not yet' }
  // Where it may stand there for good, time is not what it waits for.
  return [done, ...(Number.isFinite(ms) ? [timeCheck(part, since + ms, looked)] : [])]
}

/** What ends it for whoever stands somewhere, and what keeps it at its step. */
const placeChecks = (
  flow: Flow,
  { at, program }: { readonly at: Position; readonly program: FlowProgram },
  looked: LookedAt,
): readonly Check[] => {
  const step = program.steps.get(at.step)
  return [...outChecks(flow, program, looked), ...(step ? stepChecks(step, at, looked) : [])]
}

/** What lets keys in: the event that they are read off, of which their values are kept, and what must hold beside it. */
const keyEnterChecks = (
  { enter }: Flow,
  { keyed, program }: { readonly keyed: KeyProgram; readonly program: FlowProgram },
  looked: LookedAt,
): readonly Check[] => {
  const by = keyEventOf(enter)
  if (!by) return []
  const place = { level: looked.level.level, node: program.definition, key: 'enter' }
  const wants = `${sayRule({ did: by.match }, looked.compiler.nameOf)} with a value of “${keyed.property}”`
  const seen = looked.ask('enter', wants, (facts) => verdict(keyed.read(facts) !== undefined))
  return [seen, ...looked.askRule('enter', by.rest, place)]
}

/** Each key that stands in the flow, by its name. */
const keyChecks = (
  flow: Flow,
  { part, program }: { readonly part: FlowPart; readonly program: FlowProgram },
  looked: LookedAt,
): readonly Check[] =>
  Object.entries(part.keys ?? {}).flatMap(([key, { at, by }]) => {
    if (!at || !by) return []
    looked.facts.key = { value: key, since: by }
    const checks = placeChecks(flow, { at, program }, looked)
    looked.facts.key = undefined
    return checks.map((check) => ({ ...check, part: `${key}: ${check.part}` }))
  })

const sayKeys = (part: FlowPart): string => {
  const all = Object.values(part.keys ?? {})
  return `${all.filter(({ at }) => at).length} of ${all.length} keys in it`
}

/** Where it stands in a flow and what it waits for there; of whom is not in it, what lets it in. */
export const explainFlow = (flow: Flow, looked: LookedAt): ExplainedDefinition => {
  const part = flowPart(looked.state, flow.id) ?? { nth: 0 }
  const program = looked.level.flows.find(({ id }) => id === flow.id)
  const named = { kind: 'flow', id: flow.id } as const
  if (!program) return { ...named, stands: standsOf(part), checks: [] }
  const about = { part, program }
  if (program.keyed) {
    const enter = keyEnterChecks(flow, { keyed: program.keyed, program }, looked)
    const checks = [...enter, ...keyChecks(flow, about, looked)]
    return { ...named, stands: sayKeys(part), checks }
  }
  const checks = part.at
    ? placeChecks(flow, { at: part.at, program }, looked)
    : [...entryChecks(flow, about, looked), ...outChecks(flow, program, looked)]
  return { ...named, stands: standsOf(part), checks }
}
