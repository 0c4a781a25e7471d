import type { WireEvent } from '@waymark/schemas/wire/event'
import type { NewRecord } from '@waymark/storage'
import type { SubjectState } from '../fold/state.ts'
import { sentTo } from './backfill-under-test.ts'

/** A life that is lived in two environments: one has always had the definitions, the other gets them in the middle. */

const hour = 3_600_000
const began = Date.now() - 40 * hour

export const definitions = [
  {
    kind: 'milestone',
    id: 'twice',
    level: 'person',
    order: 1,
    reached: { did: { event: 'A', count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'lately',
    level: 'person',
    rule: { did: { event: 'B', within: '30d', where: { n: { gte: 2 } } } },
  },
  {
    kind: 'segment',
    id: 'kinds',
    level: 'person',
    rule: { did: { event: 'B', distinct: 'n', count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'days',
    level: 'person',
    rule: { did: { page: '/p*', on: 'day', last: 3, count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'in-order',
    level: 'person',
    rule: {
      sequence: { steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }], within: '30d' },
    },
  },
  {
    kind: 'segment',
    id: 'often',
    level: 'person',
    rule: { did: { event: 'A', count: { gte: 3 }, within: '20d' } },
  },
  {
    kind: 'segment',
    id: 'told-by-servers',
    level: 'person',
    rule: { did: { event: 'A', verified: true, count: { gte: 2 }, since: { event: 'B' } } },
  },
  {
    kind: 'segment',
    id: 'account-of-late',
    level: 'account',
    rule: { did: { event: 'B', count: { gte: 2 }, within: '30d' } },
  },
  { kind: 'segment', id: 'never', level: 'person', rule: { not: { did: { event: 'A' } } } },
  {
    kind: 'milestone',
    id: 'team',
    level: 'account',
    order: 2,
    reached: { did: { event: 'A', count: { gte: 3 } } },
  },
  { kind: 'segment', id: 'paging', level: 'account', rule: { did: { page: '/p1' } } },
]

/** The same numbers every time. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed
}

/** What happens, to be lived in two environments. */
export const lives = (seed: number, count: number): readonly Partial<WireEvent>[] => {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, i) => {
    const who = (next() >> 4) % 6
    const ids = who < 3 ? { userId: `u${who}` } : { anonymousId: `a${who - 3}` }
    const late = ((next() >> 4) % 10) * hour
    const timestamp = new Date(began + i * 0.3 * hour - late + i).toISOString()
    const inAccount = (next() >> 4) % 5 === 0 ? { context: { groupId: `g${(who % 3) % 2}` } } : {}
    const what = (next() >> 4) % 8
    const base = { ...ids, timestamp, ...inAccount }
    if (what === 0 && who < 3)
      return { ...base, type: 'identify', anonymousId: `a${who}`, traits: { role: 'x' } }
    if (what < 3) return { ...base, type: 'page', name: 'P', properties: { path: `/p${what}` } }
    return { ...base, event: what < 6 ? 'A' : 'B', properties: { n: (next() >> 4) % 4 } }
  }) as readonly Partial<WireEvent>[]
}

/** Offsets differ between two environments of one log: of the steps of a sequence the order is left out. */
const plainly = (value: unknown): string =>
  JSON.stringify(value, (key, inner) =>
    key === 'seen' && Array.isArray(inner) ? inner.map(([time, , step]) => [time, step]) : inner,
  )

const namesOf = (of: object | undefined): readonly string[] => Object.keys(of ?? {}).toSorted()

const seen = (state: SubjectState) => ({
  leaves: Object.fromEntries(
    Object.entries(state.leaves)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([hash, summary]) => [hash, plainly(summary)]),
  ),
  orphans: state.kind === 'person' ? plainly(Object.entries(state.orphans).toSorted()) : '',
  mile: namesOf(state.mile),
  seg: namesOf(state.seg),
})

export const inEnv = (states: ReadonlyMap<string, SubjectState>, env: string) =>
  Object.fromEntries(
    [...states]
      .filter(([key]) => key.startsWith(`${env}/`))
      .map(([key, state]) => [key.slice(env.length), seen(state)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

export const names = definitions.map(({ kind, id }) => `${kind}/${id}`)

/** Some of it, in both environments; every time under the same ids. */
export const sentToBoth = (
  envs: readonly string[],
  events: readonly Partial<WireEvent>[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly NewRecord[] =>
  events.slice(from, to).flatMap((event, i) => {
    const source = (from + i) % 3 === 0 ? 'browser' : 'server'
    return envs.map((env) => sentTo(env, { messageId: `m-${env}-${from + i}`, ...event }, source))
  })
