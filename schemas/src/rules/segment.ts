import { compileHeld, type Held, heldSchema, saySpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'

/** Is in the named segment. */
export const segment: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('segment', body, context),
  say: (body) => `is in segment ${body.id}${saySpans(body)}`,
}
