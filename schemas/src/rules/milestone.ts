import { compileHeld, type Held, heldSchema, saySpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'

/** A milestone was reached; within the last w, or at least w ago. */
export const milestone: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('milestone', body, context),
  say: (body) => `reached milestone ${body.id}${saySpans(body)}`,
}
