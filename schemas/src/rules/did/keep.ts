import { contentHash } from '../../content-hash.ts'
import { compileMatch, type EventMatch } from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { Summary, SummaryLaw } from '../leaf.ts'
import type { CompileContext } from '../rule-kind.ts'
import { type DidSummary, newestTimes } from './did-summary.ts'

/** Keeps a summary of the events that match; `what` tells it from other summaries of the same events. Returns how it is read. */
export const keep = <S extends Summary>(
  match: EventMatch,
  { what, law }: { readonly what: object; readonly law: SummaryLaw<S> },
  context: CompileContext,
): ((facts: Facts) => S | undefined) => {
  const { level } = context
  const { listens, matches, content } = compileMatch(match, context)
  return context.leaf({
    ...law,
    hash: contentHash({ ...content, ...what, level }),
    level,
    listens,
    observe: (summary, event) => (matches(event) ? law.observe(summary, event) : summary),
  })
}

/** Keeps the number of the events that match, the first and the newest `n` of their times. */
export const keepTimes = (
  match: EventMatch,
  n: number,
  context: CompileContext,
): ((facts: Facts) => DidSummary | undefined) =>
  keep(match, { what: { keep: n }, law: newestTimes(n) }, context)
