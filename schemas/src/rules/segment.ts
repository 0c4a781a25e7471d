import { compileHeld, type Held, heldSchema } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { quoted, sayBeing } from './say.ts'

/** Is in the named segment. */
export const segment: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('segment', body, context),
  say: (body) => sayBeing(`in segment ${quoted(body.id)}`, body),
}
