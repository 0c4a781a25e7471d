import { contentHash } from '../../content-hash.ts'
import { compileMatch, type EventMatch } from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { PlainCount, Summary, SummaryLaw } from '../leaf.ts'
import type { CompileContext } from '../rule-kind.ts'
import { type DidSummary, newestTimes } from './did-summary.ts'

/** Keeps a summary of the events that match; `what` tells it from other summaries of the same events. Returns how it is read. */
export const keep = <S extends Summary>(
  match: EventMatch,
  {
    what,
    law,
    plain,
  }: {
    readonly what: object
    readonly law: SummaryLaw<S>
    readonly plain?: PlainCount | undefined
  },
  context: CompileContext,
): ((facts: Facts) => S | undefined) => {
  const { level } = context
  const { listens, matches, content } = compileMatch(match, context)
  return context.leaf({
    ...law,
    hash: contentHash({ ...content, ...what, level }),
    level,
    listens,
    ...(plain ? { plain } : {}),
    observe: (summary, event) => (matches(event) ? law.observe(summary, event) : summary),
  })
}

/** An event by its name alone; conditions, pages and features are told apart by whoever looks at them. */
const plainOf = ({ event, where, verified }: EventMatch, keep: number): PlainCount | undefined =>
  event === undefined || Object.keys(where ?? {}).length > 0
    ? undefined
    : { event, verified: verified === true, keep }

/** Keeps the number of the events that match, the first and the newest `n` of their times. */
export const keepTimes = (
  match: EventMatch,
  n: number,
  context: CompileContext,
): ((facts: Facts) => DidSummary | undefined) =>
  keep(match, { what: { keep: n }, law: newestTimes(n), plain: plainOf(match, n) }, context)
