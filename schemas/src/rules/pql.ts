import { compileHeld, type Held, heldSchema, saySpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'

/** Is a product-qualified lead by the named definition. */
export const pql: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('pql', body, context),
  say: (body) => `is PQL ${body.id}${saySpans(body)}`,
}
