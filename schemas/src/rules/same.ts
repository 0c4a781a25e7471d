import { z } from 'zod'
import { contentHash } from '../content-hash.ts'
import { limits } from '../limits.ts'
import { type DistinctValues, distinctValues } from './did/distinct-values.ts'
import { keep } from './did/keep.ts'
import {
  type EventMatch,
  eventMatchShape,
  namesOne,
  participleOf,
  sayMatch,
  warnOfMatch,
} from './event-match.ts'
import type { Facts } from './facts.ts'
import { compareMoments } from './moment.ts'
import type { CompileContext, RuleKind } from './rule-kind.ts'
import { quoted } from './say.ts'
import { never, verdict } from './verdict.ts'

const schema = z
  .strictObject({
    ...eventMatchShape,
    /** The property that has the key's value; absent: it is called as the key is. */
    by: z.string().min(1).max(limits.nameLength).exactOptional(),
  })
  .refine(namesOne, 'one of event, page, feature')

export type Same = z.infer<typeof schema>

/** Long enough for what products call their objects by; longer values are called by a hash. */
export const longestKey = 100

/** A key by itself: 7 and "7" are the same, and an empty text is none. */
const keyOf = (json: string): string | undefined => {
  const key = json.startsWith('"') ? String(JSON.parse(json)) : json
  if (key === '') return undefined
  return key.length > longestKey ? contentHash(key) : key
}

/** Keeps when, and where in the log, each of the newest values of a property was seen last in the events that match. */
export const keepKeys = (
  { match, property }: { readonly match: EventMatch; readonly property: string },
  context: CompileContext,
): ((facts: Facts) => DistinctValues | undefined) =>
  keep(
    match,
    {
      what: { key: property, keep: limits.flowKeys },
      law: distinctValues(property, limits.flowKeys, { nameOf: keyOf, isPlaced: true }),
    },
    context,
  )

const matchOf = ({ by: _, ...match }: Same): EventMatch => match as EventMatch

/**
 * In a flow with a key: an event with the key's value was seen after the one that let it in, or at the same instant later in the
 * log, as what a page sends in one burst. The newest `limits.flowKeys` values are kept.
 */
export const same: RuleKind<Same> = {
  schema: () => schema,
  compile: (body, context) => {
    if (context.key === undefined)
      context.refuse('is for the goal, the exit and the steps of a flow with a `key`')
    const property = body.by ?? context.key ?? ''
    const read = keepKeys({ match: matchOf(body), property }, context)
    return (facts) => {
      const { key } = facts
      const newest = key && read(facts)?.values.find(([value]) => value === key.value)
      if (!newest) return never
      const [, time, order = 0] = newest
      return verdict(compareMoments([time, order], key.since) > 0)
    }
  },
  warn: (body) => warnOfMatch(matchOf(body)),
  say: (body, { nameOf }) => {
    const what = `has ${participleOf(matchOf(body))} ${sayMatch(matchOf(body), nameOf)}`
    return `${what} with the same ${body.by === undefined ? 'key' : `${quoted(body.by)}`}`
  },
}
