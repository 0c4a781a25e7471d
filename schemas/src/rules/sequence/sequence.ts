import { z } from 'zod'
import { contentHash } from '../../content-hash.ts'
import { durationMs, durationSchema } from '../../duration.ts'
import { limits } from '../../limits.ts'
import {
  type CompiledMatch,
  compileMatch,
  type EventMatch,
  eventMatchSchema,
  isAbout,
  participleOf,
  sayMatch,
  scalarOf,
  warnOfMatch,
} from '../event-match.ts'
import type { ObservedEvent } from '../leaf.ts'
import type { CompileContext, Evaluate, RuleKind } from '../rule-kind.ts'
import { longestKey } from '../same.ts'
import { inTheLast, joined } from '../say.ts'
import { between, never } from '../verdict.ts'
import { interruption, stepsSeen } from './steps-seen.ts'

const name = z.string().min(1).max(limits.nameLength)

const schema = z.strictObject({
  steps: z
    .array(z.strictObject({ did: eventMatchSchema }))
    .min(2)
    .max(8),
  within: durationSchema,
  same: name.exactOptional(),
  'nothing-between': z
    .array(z.union([name, eventMatchSchema]))
    .min(1)
    .max(8)
    .exactOptional(),
})

export type Sequence = z.infer<typeof schema>

export const interruptionsOf = (body: Sequence): readonly EventMatch[] =>
  (body['nothing-between'] ?? []).map((one) => (typeof one === 'string' ? { event: one } : one))

const partsOf =
  (steps: readonly CompiledMatch[], interruptions: readonly CompiledMatch[]) =>
  (event: ObservedEvent): number => {
    let parts = interruptions.some((one) => isAbout(one, event)) ? interruption : 0
    for (const [i, step] of steps.entries()) if (isAbout(step, event)) parts |= 1 << i
    return parts
  }

/** A long value by a hash: what is kept of each event is small, whatever a page sends. */
const shortValue = (value: string | undefined): string | undefined =>
  value !== undefined && value.length > longestKey ? contentHash(value) : value

const compile = (body: Sequence, context: CompileContext): Evaluate => {
  const { level } = context
  const { same } = body
  const steps = body.steps.map((step) => compileMatch(step.did, context))
  const interruptions = interruptionsOf(body).map((match) => compileMatch(match, context))
  const all = [...steps, ...interruptions]
  const contents = (list: readonly CompiledMatch[]) => list.map(({ content }) => content)
  const what = { steps: contents(steps), without: contents(interruptions), same, level }
  const law = stepsSeen(
    {
      count: steps.length,
      partsOf: partsOf(steps, interruptions),
      valueOf: same === undefined ? undefined : (event) => shortValue(scalarOf(event, same)),
    },
    limits.sequenceEvents,
  )
  const read = context.leaf({
    ...law,
    hash: contentHash({ sequence: what }),
    level,
    listens: [...new Set(all.flatMap(({ listens }) => listens))],
  })
  const withinMs = durationMs(body.within)
  return (facts) => {
    const began = read(facts)?.began ?? never
    return between(began, began + withinMs, facts.now)
  }
}

/** Steps in their order, all within a window; with nothing of a kind in between, and with the same value of a property throughout. */
export const sequence: RuleKind<Sequence> = {
  schema: () => schema,
  compile,
  warn: (body) => [
    ...body.steps.flatMap(({ did }) => warnOfMatch(did)),
    ...interruptionsOf(body).flatMap((match) =>
      warnOfMatch(match, '`nothing-between` keeps nothing out'),
    ),
  ],
  say: (body, { nameOf }) => {
    const steps = body.steps.map(({ did }) => `${participleOf(did)} ${sayMatch(did, nameOf)}`)
    const same = body.same ? [`with the same ${body.same}`] : []
    const interruptions = interruptionsOf(body).map((match) => sayMatch(match, nameOf))
    const without =
      interruptions.length > 0 ? [`without ${joined(interruptions, 'or')} in between`] : []
    return [`has ${steps.join(', then ')} ${inTheLast(body.within)}`, ...same, ...without].join(
      ', ',
    )
  },
}
