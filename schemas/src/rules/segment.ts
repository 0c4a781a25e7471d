import { compileHeld, type Held, heldSchema, warnOfSpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { quoted, sayBeing } from './say.ts'

/** Is in the named segment. */
export const segment: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('segment', body, context),
  warn: warnOfSpans,
  say: (body, { nameOf }) => sayBeing(`in segment ${quoted(nameOf('segment', body.id))}`, body),
}
