import { durationMs } from '@waymark/schemas'

/**
 * What a rule says, read off the raw history: no summaries, no verdicts, no deadlines. Written without looking at the compiler,
 * so that the two can be held against each other.
 */

export interface Happening {
  readonly name: string
  readonly time: number
  readonly x?: number
}

export interface Said {
  readonly name: string
  readonly value: unknown
  readonly time: number
}

/** A person's whole past as it lies on the table at one instant. */
export interface Past {
  readonly happenings: readonly Happening[]
  /** In the order in which they were said. */
  readonly said: readonly Said[]
  readonly first: number
  readonly reached: ReadonlyMap<string, number>
  readonly inSegment: ReadonlyMap<string, number>
  readonly leads: ReadonlyMap<string, number>
  readonly life: { readonly state: string; readonly since: number }
}

interface Body {
  readonly id: string
  readonly name: string
  readonly [key: string]: unknown
}

const spanMs = (text: unknown): number =>
  text === undefined ? Number.POSITIVE_INFINITY : durationMs(String(text))

const test = (value: unknown, op: string, want: unknown): boolean => {
  switch (op) {
    case 'eq':
      return value === want
    case 'neq':
      return value !== want
    case 'in':
      return (want as unknown[]).includes(value)
    case 'exists':
      return (value !== null && value !== undefined) === want
    case 'gte':
      return typeof value === 'number' && value >= (want as number)
    default:
      return typeof value === 'number' && value < (want as number)
  }
}

const timesOf = (event: unknown, past: Past): readonly number[] =>
  past.happenings.filter((h) => h.name === event).map((h) => h.time)

const did = (body: Body, past: Past, now: number): boolean => {
  const since = body.since as { readonly event: string } | undefined
  const after = since
    ? timesOf(since.event, past).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    : now - spanMs(body.within)
  if (since && after === Number.NEGATIVE_INFINITY) return false
  const where = body.where as { readonly x: { readonly gte: number } } | undefined
  const own = past.happenings.filter(
    (h) =>
      h.name === body.event &&
      (where === undefined || (h.x ?? Number.NEGATIVE_INFINITY) >= where.x.gte),
  )
  if (body.first) return own.length > 0 && Math.min(...own.map((h) => h.time)) > after
  const inside = own.filter((h) => h.time > after && h.time <= now)
  const values = inside.map((h) => h.x).filter((x) => x !== undefined)
  const found = body.distinct ? new Set(values).size : inside.length
  const [[op, n]] = Object.entries((body.count as object | undefined) ?? { gte: 1 }) as [
    [string, number],
  ]
  return op === 'gte' ? found >= n : op === 'lte' ? found <= n : found === n
}

const trait = (body: Body, past: Past, now: number): boolean => {
  const own = past.said.filter((s) => s.name === body.name)
  const last = own.at(-1)
  const ops = Object.entries(body).filter(([k]) => !['name', 'for', 'within'].includes(k))
  const passes = (value: unknown): boolean => ops.every(([op, want]) => test(value, op, want))
  if (!passes(last?.value)) return false
  let since: number | undefined = passes(undefined) ? past.first : undefined
  for (const { value, time } of own) since = passes(value) ? (since ?? time) : undefined
  if (since === undefined) return false
  if (body.within !== undefined) {
    const at = Date.parse(String(last?.value))
    if (!(at <= now && at > now - spanMs(body.within))) return false
  }
  return body.for === undefined || since + spanMs(body.for) <= now
}

const since = (body: Body, past: Past, now: number): boolean => {
  const times = timesOf(body.event, past)
  if (times.length === 0) return false
  const began = Math.max(...times)
  const least = body.gte === undefined ? 0 : spanMs(body.gte)
  return now - began >= least && now - began < spanMs(body.lt)
}

/** First a, then b, both lately, and nothing else of the third kind in between. */
const sequence = (body: Body, past: Past, now: number): boolean => {
  const [first, second] = (body.steps as { did: { event: string } }[]).map((s) => s.did.event)
  const without = (body['nothing-between'] as string[] | undefined) ?? []
  const all = past.happenings.toSorted((a, b) => a.time - b.time)
  return all.some(
    (a, i) =>
      a.name === first &&
      a.time > now - spanMs(body.within) &&
      all.some(
        (b, k) =>
          k > i &&
          b.name === second &&
          (body.same === undefined || (a.x !== undefined && a.x === b.x)) &&
          !all
            .slice(i + 1, k)
            .some((c) => without.includes(c.name) && (body.same === undefined || c.x === a.x)),
      ),
  )
}

const held = (body: Body, since: number | undefined, now: number): boolean =>
  since !== undefined &&
  (body.for === undefined || since + spanMs(body.for) <= now) &&
  (body.within === undefined || since > now - spanMs(body.within))

/** Whether the rule holds of this past at `now`. */
export const readNaively = (rule: unknown, past: Past, now: number): boolean => {
  const [[kind, body]] = Object.entries(rule as object) as [[string, Body]]
  const inner = body as unknown as readonly unknown[]
  if (kind === 'all') return inner.every((one) => readNaively(one, past, now))
  if (kind === 'any') return inner.some((one) => readNaively(one, past, now))
  if (kind === 'not') return !readNaively(body, past, now)
  if (kind === 'did') return did(body, past, now)
  if (kind === 'since') return since(body, past, now)
  if (kind === 'sequence') return sequence(body, past, now)
  if (kind === 'trait') return trait(body, past, now)
  if (kind === 'milestone') return held(body, past.reached.get(body.id), now)
  if (kind === 'segment') return held(body, past.inSegment.get(body.id), now)
  if (kind === 'pql') return held(body, past.leads.get(body.id), now)
  if (kind === 'lifecycle') {
    const states = (body.in ?? [body.is]) as readonly string[]
    return states.includes(past.life.state) && held(body, past.life.since, now)
  }
  throw new Error(`not read naively: ${kind}`)
}
