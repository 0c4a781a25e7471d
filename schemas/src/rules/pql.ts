import { compileHeld, type Held, heldSchema, warnOfSpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { quoted, sayBeing } from './say.ts'

/** Is a product-qualified lead by the named definition. */
export const pql: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('pql', body, context),
  warn: warnOfSpans,
  say: (body, { nameOf }) => sayBeing(`PQL ${quoted(nameOf('pql', body.id))}`, body),
}
