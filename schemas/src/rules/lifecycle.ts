import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { heldVerdict, spansOf, warnOfSpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { joined, sayBeing } from './say.ts'
import { never } from './verdict.ts'

export const lifecycleStates = [
  'visitor',
  'trial',
  'pql',
  'customer',
  'active',
  'renewed',
  'churned',
] as const

export type LifecycleState = (typeof lifecycleStates)[number]

const sayState = (state: LifecycleState): string => (state === 'pql' ? 'PQL' : state)

const state = z.enum(lifecycleStates)

const schema = z
  .strictObject({
    is: state.exactOptional(),
    in: z.array(state).min(1).exactOptional(),
    from: state.exactOptional(),
    within: durationSchema.exactOptional(),
    for: durationSchema.exactOptional(),
  })
  .refine((body) => (body.is === undefined) !== (body.in === undefined), 'one of is, in')

export type LifecycleRule = z.infer<typeof schema>

/** Is in a lifecycle state of the rule's own level; for how long; entered from where. */
export const lifecycle: RuleKind<LifecycleRule> = {
  schema: () => schema,
  compile: (body, context) => {
    context.readsLifecycle()
    const states: readonly string[] = body.in ?? (body.is ? [body.is] : [])
    const spans = spansOf(body)
    return (facts) => {
      const now = facts.lifecycle()
      if (!states.includes(now.state) || (body.from && now.from !== body.from)) return never
      return heldVerdict(now.since, facts.now, spans)
    }
  },
  warn: warnOfSpans,
  say: (body) => {
    const states = joined((body.in ?? (body.is ? [body.is] : [])).map(sayState), 'or')
    const from = body.from ? `, coming from ${sayState(body.from)}` : ''
    return `${sayBeing(`in lifecycle state ${states}`, body)}${from}`
  },
}
