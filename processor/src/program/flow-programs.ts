import {
  durationMs,
  type EventMatch,
  type Flow,
  type FlowStep,
  type FlowTarget,
  flowMoves,
  keyEventOf,
  type NameOf,
  nextAt,
  type Policy,
  type Rule,
  sayRule,
  stepIdOf,
  targetAt,
  targetCalled,
  verdict,
} from '@waymark/schemas'
import type { Published } from './compile-program.ts'
import { flowMessageId, flowSenderId } from './drafts.ts'
import type {
  DrawProgram,
  EngagementProgram,
  GuideProgram,
  Reentry,
  RuleProgram,
  SendProgram,
} from './engagement.ts'
import { drawProgram } from './engagement-programs.ts'
import type { FlowProgram, FlowStepProgram, KeyProgram } from './flow.ts'
import type { RuleCompiler } from './rule-compiler.ts'

interface Parts {
  readonly flow: Flow
  readonly compile: (rule: Rule, key: string) => RuleProgram
  /** Of a flow with a key. */
  readonly keyed: KeyProgram | undefined
  readonly messages: ReadonlyMap<string, EngagementProgram>
  readonly draw: DrawProgram
  readonly nameOf: NameOf
}

const reentryOf = ({ reentry = 'once' }: Flow): Reentry =>
  typeof reentry === 'string'
    ? { often: reentry }
    : { often: 'cooldown', ms: durationMs(reentry.cooldown) }

const sendOf = ({ flow, messages }: Parts, step: string): SendProgram | undefined => {
  const message = messages.get(flowMessageId(flow, step))
  return message?.channel === 'guide' ? undefined : message
}

const guideOf = ({ flow, messages }: Parts, step: string): GuideProgram | undefined => {
  const message = messages.get(flowMessageId(flow, step))
  return message?.channel === 'guide' ? message : undefined
}

/** Where those go for whom the time is up, and when that is. */
const lateOf = (
  steps: readonly FlowStep[],
  { 'at-most': atMost, late }: { readonly 'at-most'?: string; readonly late?: string },
  next: FlowTarget,
): { readonly ms: number; readonly late: FlowTarget } => ({
  ms: atMost === undefined ? Number.POSITIVE_INFINITY : durationMs(atMost),
  late: late === undefined ? next : targetCalled(steps, late),
})

/** A step at which somebody can be; of those that only lead on there is none. */
const stepOf = (parts: Parts, step: FlowStep, place: number): FlowStepProgram | undefined => {
  const { steps } = parts.flow
  const next = nextAt(steps, place)
  const id = stepIdOf(step, place)
  const common = { id, place, next }
  const key = `steps[${place}]`
  const { send, show, 'set-trait': set, wait, branch, split } = step
  if (send) return { ...common, does: 'send', message: sendOf(parts, id) }
  if (show)
    return {
      ...common,
      does: 'show',
      message: guideOf(parts, id),
      until: show.until ?? ['completed', 'dismissed'],
      ...lateOf(steps, show, next),
    }
  if (set) return { ...common, does: 'set', trait: set.name, value: set.value, draw: parts.draw }
  if (wait?.for !== undefined) return { ...common, does: 'wait', ms: durationMs(wait.for) }
  if (wait?.until) {
    const rule = parts.compile(wait.until, `${key}.wait.until`)
    return { ...common, does: 'until', rule, ...lateOf(steps, wait, next) }
  }
  if (branch)
    return {
      ...common,
      does: 'branch',
      ways: branch.map(({ when, to }, i) => ({
        rule: parts.compile(when, `${key}.branch[${i}].when`),
        to: targetCalled(steps, to),
      })),
    }
  if (!split) return undefined
  const ways = split.map(({ share, to }) => ({ weight: share, to: targetCalled(steps, to) }))
  return { ...common, does: 'split', ways }
}

/** Whether an event that may let a key in has been seen at all: what wakes the flow. */
const keyEnter = ({ read }: KeyProgram, says: string): RuleProgram => ({
  holds: (facts) => verdict(read(facts) !== undefined),
  says,
})

const programOf = (parts: Parts): FlowProgram => {
  const { flow, compile, keyed } = parts
  const steps = flow.steps.flatMap((step, place) => stepOf(parts, step, place) ?? [])
  return {
    id: flow.id,
    level: flow.level ?? 'person',
    definition: flowSenderId(flow),
    draw: parts.draw,
    starts: new Map(
      flow.variants?.map(({ id, start }) => [id, targetCalled(flow.steps, start)] as const),
    ),
    enter: keyed
      ? keyEnter(keyed, sayRule(flow.enter, parts.nameOf))
      : compile(flow.enter, 'enter'),
    keyed,
    exit: flow.exit && compile(flow.exit, 'exit'),
    goal: flow.goal && compile(flow.goal, 'goal'),
    reentry: reentryOf(flow),
    includePresent: flow['include-present'] ?? false,
    steps: new Map(steps.map((step) => [step.id, step])),
    moves: flowMoves(flow),
    places: flow.steps.map((_, place) => targetAt(flow.steps, place)),
  }
}

interface KeyParts extends Pick<Parts, 'compile'> {
  readonly read: (match: EventMatch, property: string) => KeyProgram['read']
}

const keyProgram = (
  { key: property, enter }: Flow,
  { compile, read }: KeyParts,
): KeyProgram | undefined => {
  const by = property === undefined ? undefined : keyEventOf(enter)
  if (property === undefined || !by) return undefined
  const { match, rest } = by
  return { property, read: read(match, property), rest: rest && compile(rest, 'enter') }
}

/** Every flow, in order of id. `messages`: all that engagements and flows send. */
export const flowPrograms = (
  compiler: RuleCompiler,
  published: readonly Published[],
  messages: ReadonlyMap<string, EngagementProgram>,
): readonly FlowProgram[] => {
  const definitions = published.map(({ definition }) => definition)
  const policy = definitions.find((d): d is Policy => d.kind === 'policy')
  return definitions
    .filter((d): d is Flow => d.kind === 'flow')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((flow) => {
      const at = { level: flow.level ?? 'person', node: flowSenderId(flow), flowKey: flow.key }
      const compile = (rule: Rule, key: string): RuleProgram => ({
        holds: compiler.rule(rule, { ...at, key }),
        says: sayRule(rule, compiler.nameOf),
      })
      const keyed = keyProgram(flow, {
        compile,
        read: (match, property) => compiler.key({ match, property }, { ...at, key: 'enter' }),
      })
      const draw = drawProgram(flow, policy)
      return programOf({ flow, compile, keyed, messages, draw, nameOf: compiler.nameOf })
    })
}
