import { z } from 'zod'
import { durationMs, durationSchema } from '../duration.ts'
import type { HeldFact } from './facts.ts'
import type { CompileContext, Evaluate } from './rule-kind.ts'
import { always, never, type Verdict, verdict } from './verdict.ts'

const id = z.string().min(1).max(100)

/** `{ id, within?, for? }`: reached or being one; within the last w; for at least w. */
export const heldSchema = z.strictObject({
  id,
  within: durationSchema.exactOptional(),
  for: durationSchema.exactOptional(),
})

export type Held = z.infer<typeof heldSchema>

/** Whether what began at `since` began within the last `withinMs` and has lasted `forMs`. */
export const heldVerdict = (
  since: number | undefined,
  now: number,
  spans: { readonly withinMs?: number | undefined; readonly forMs?: number | undefined },
): Verdict => {
  if (since === undefined) return never
  const lasted = since + (spans.forMs ?? 0)
  if (lasted > now) return verdict(false, lasted)
  if (spans.withinMs === undefined) return always
  const ends = since + spans.withinMs
  return ends > now ? verdict(true, ends) : never
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
    return (facts) => (facts.account(rule)?.is ? always : never)
  }
  if (level !== context.level) {
    context.refuse(
      `${kind} ${body.id} is about people; an account rule reads it through \`members\``,
      'id',
    )
  }
  const spans = {
    withinMs: body.within ? durationMs(body.within) : undefined,
    forMs: body.for ? durationMs(body.for) : undefined,
  }
  return (facts) => {
    const fact: HeldFact | undefined = facts[kind](body.id)
    return heldVerdict(fact?.since, facts.now, spans)
  }
}

export const saySpans = (body: { readonly within?: string; readonly for?: string }): string =>
  `${body.within ? ` within the last ${body.within}` : ''}${body.for ? ` for at least ${body.for}` : ''}`
