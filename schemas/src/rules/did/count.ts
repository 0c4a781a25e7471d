import { z } from 'zod'
import type { Evaluate } from '../rule-kind.ts'
import { always, both, never } from '../verdict.ts'

const n = z.int().min(0)

export const countSchema = z
  .strictObject({ gte: n.exactOptional(), lte: n.exactOptional(), eq: n.exactOptional() })
  .refine((c) => Object.keys(c).length === 1, 'one of gte, lte, eq')

/** How many: at least, at most or exactly n. */
export interface Count {
  readonly op: 'gte' | 'lte' | 'eq'
  readonly n: number
}

/** Without a count: at least once. */
export const countOf = (body: z.infer<typeof countSchema> | undefined): Count => {
  if (body?.lte !== undefined) return { op: 'lte', n: body.lte }
  return body?.eq === undefined ? { op: 'gte', n: body?.gte ?? 1 } : { op: 'eq', n: body.eq }
}

/**
 * Every count is made of "at least k": at most n is not at least n + 1, exactly n is both. So the newest n + 1 are all there is
 * to keep.
 */
export const counted = ({ op, n: want }: Count, atLeast: (k: number) => Evaluate): Evaluate => {
  const reached: Evaluate = want === 0 ? () => always : atLeast(want)
  if (op === 'gte') return reached
  const exceeded = atLeast(want + 1)
  if (op === 'lte') return (facts) => -exceeded(facts)
  return (facts) => {
    const is = reached(facts)
    const isMore = exceeded(facts)
    // What leaves in one go takes the count past n without stopping there.
    return is === isMore ? never : both(is, -isMore)
  }
}

/** "at least 3", "at most 1", "exactly 0". */
export const sayCount = ({ op, n: want }: Count): string =>
  `${op === 'gte' ? 'at least' : op === 'lte' ? 'at most' : 'exactly'} ${want}`
