import { z } from 'zod'
import { contentHash } from '../content-hash.ts'
import { durationMs, durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import { type Condition, compileCondition, conditionSchema, sayCondition } from './condition.ts'
import type { DidSummary } from './did-summary.ts'
import type { CompileContext, Evaluate, ObservedEvent, RuleKind } from './rule-kind.ts'
import { always, never, type Verdict, verdict } from './verdict.ts'

const n = z.int().min(0)
const name = z.string().min(1).max(limits.nameLength)

const schema = z
  .strictObject({
    event: name.exactOptional(),
    page: name.exactOptional(),
    feature: name.exactOptional(),
    where: z.record(z.string().max(limits.nameLength), conditionSchema).exactOptional(),
    count: z
      .strictObject({ gte: n.exactOptional(), lte: n.exactOptional(), eq: n.exactOptional() })
      .refine((c) => Object.keys(c).length === 1, 'one of gte, lte, eq')
      .exactOptional(),
    within: durationSchema.exactOptional(),
    on: z.enum(['day', 'week', 'month']).exactOptional(),
    distinct: name.exactOptional(),
    first: z.boolean().exactOptional(),
  })
  .refine(
    (d) => [d.event, d.page, d.feature].filter((x) => x !== undefined).length === 1,
    'one of event, page, feature',
  )

export type Did = z.infer<typeof schema>

interface Count {
  readonly op: 'gte' | 'lte' | 'eq'
  readonly n: number
}

const countOf = (did: Did): Count => {
  const entry =
    did.count && (Object.entries(did.count)[0] as ['gte' | 'lte' | 'eq', number] | undefined)
  return entry ? { op: entry[0], n: entry[1] } : { op: 'gte', n: 1 }
}

const isCount = (have: number, { op, n: want }: Count): boolean =>
  op === 'gte' ? have >= want : op === 'lte' ? have <= want : have === want

/** All-time counts need no times: they only change when an event is folded. */
const allTime =
  (count: Count) =>
  (summary: DidSummary | undefined): Verdict =>
    isCount(summary?.n ?? 0, count) ? always : never

/**
 * A count in (now − w, now]. It can flip by time alone only when the newest n-th (or n+1-th) time slides out, at exactly
 * that time + w; so the newest n + 1 times are all there is to keep.
 */
const rolling =
  (count: Count, windowMs: number) =>
  (summary: DidSummary | undefined, now: number): Verdict => {
    const times = summary?.times ?? []
    let inside = 0
    while (inside < times.length && (times[times.length - 1 - inside] as number) > now - windowMs)
      inside++
    const is = isCount(inside, count)
    const leaves = inside === 0 ? undefined : times[times.length - inside]
    return verdict(is, leaves === undefined ? undefined : leaves + windowMs)
  }

const matcher = (did: Did): ((event: ObservedEvent) => boolean) => {
  const tests = Object.entries(did.where ?? {}).map(
    ([property, condition]) => [property, compileCondition(condition as Condition)] as const,
  )
  const page = did.page
  return (event) =>
    (page === undefined || event.name === page || event.path === page) &&
    tests.every(([property, test]) =>
      test(Object.hasOwn(event.properties, property) ? event.properties[property] : undefined),
    )
}

const refuseUnready = (did: Did, context: CompileContext): void => {
  for (const key of ['feature', 'on', 'distinct', 'first'] as const) {
    if (did[key] !== undefined) context.refuse(`\`${key}\` is not evaluated by this version`, key)
  }
}

const compile = (did: Did, context: CompileContext): Evaluate => {
  refuseUnready(did, context)
  const count = countOf(did)
  if (did.within && count.n > limits.rollingCount) {
    context.refuse(`a rolling count goes up to ${limits.rollingCount}`, 'count')
  }
  const keep = did.within ? count.n + 1 : 1
  const what = { event: did.event, page: did.page, where: did.where, keep, level: context.level }
  const leaf = context.leaf({
    hash: contentHash(what),
    level: context.level,
    listens: did.page === undefined ? `track:${did.event}` : 'page',
    keep,
    matches: matcher(did),
  })
  const holds = did.within ? rolling(count, durationMs(did.within)) : allTime(count)
  return (facts) => holds(facts.did(leaf), facts.now)
}

const sayCount = ({ op, n: want }: Count): string => {
  if (op === 'gte') return want === 1 ? '' : ` at least ${want} times`
  return op === 'lte' ? ` at most ${want} times` : ` exactly ${want} times`
}

/** Did something: an event or a page, with property conditions, a count, within a rolling window. */
export const did: RuleKind<Did> = {
  schema: () => schema as unknown as z.ZodType<Did>,
  compile,
  say: (body) => {
    const what =
      body.event ?? (body.page === undefined ? `feature ${body.feature}` : `page ${body.page}`)
    const where = Object.entries(body.where ?? {}).map(
      ([property, condition]) => `${property} ${sayCondition(condition as Condition)}`,
    )
    const window = body.within ? ` within ${body.within}` : ''
    return `did ${what}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}${sayCount(countOf(body))}${window}`
  },
}
