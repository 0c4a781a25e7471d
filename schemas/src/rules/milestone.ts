import { compileHeld, type Held, heldSchema, warnOfSpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { inTheLast, quoted, sayDuration } from './say.ts'

/** A milestone was reached; within the last w, or at least w ago. */
export const milestone: RuleKind<Held> = {
  schema: () => heldSchema,
  compile: (body, context) => compileHeld('milestone', body, context),
  warn: warnOfSpans,
  say: (body, { nameOf }) => {
    const within = body.within ? ` ${inTheLast(body.within)}` : ''
    const ago = body.for ? ` at least ${sayDuration(body.for)} ago` : ''
    const name = quoted(nameOf('milestone', body.id))
    return `has reached milestone ${name}${within}${within && ago ? ' and' : ''}${ago}`
  },
}
