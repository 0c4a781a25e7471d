import { z } from 'zod'
import { durationMs, durationSchema } from '../duration.ts'
import type { HeldFact } from './facts.ts'
import type { CompileContext, Evaluate } from './rule-kind.ts'
import { between, never, type Verdict, verdict } from './verdict.ts'

const id = z.string().min(1).max(100)

/** `{ id, within?, for? }`: reached or being one; within the last w; for at least w. */
export const heldSchema = z.strictObject({
  id,
  within: durationSchema.exactOptional(),
  for: durationSchema.exactOptional(),
})

export type Held = z.infer<typeof heldSchema>

interface Spans {
  readonly withinMs: number
  readonly forMs: number
}

export const spansOf = (body: { readonly within?: string; readonly for?: string }): Spans => ({
  withinMs: body.within ? durationMs(body.within) : Number.POSITIVE_INFINITY,
  forMs: body.for ? durationMs(body.for) : 0,
})

/** Whether what began at `since` began within the last `withinMs` and has lasted `forMs`. */
export const heldVerdict = (
  since: number | undefined,
  now: number,
  { withinMs, forMs }: Spans,
): Verdict => {
  if (since === undefined) return never
  return between(since + forMs, since + withinMs, now)
}

type Kind = 'milestone' | 'pql' | 'segment'

/**
 * Reads a definition at its own level: a person rule reads an account's milestone through the account, where the inner rule
 * is evaluated with its spans.
 */
export const compileHeld = (kind: Kind, body: Held, context: CompileContext): Evaluate => {
  const level = context.reads(kind, body.id)
  if (level === 'account' && context.level === 'person') {
    const rule = context.onAccount({ [kind]: body } as never, kind)
    return (facts) => verdict(facts.account(rule)?.is === true)
  }
  if (level !== context.level) {
    context.refuse(
      `${kind} ${body.id} is about people; an account rule reads it through \`members\``,
      'id',
    )
  }
  const spans = spansOf(body)
  return (facts) => {
    const fact: HeldFact | undefined = facts[kind](body.id)
    return heldVerdict(fact?.since, facts.now, spans)
  }
}

/** Where the spans leave no instant at which both hold. */
export const warnOfSpans = (body: {
  readonly within?: string
  readonly for?: string
}): readonly string[] => {
  const { forMs, withinMs } = spansOf(body)
  return forMs < withinMs
    ? []
    : [`never holds: for at least ${body.for} and less than ${body.within}`]
}
