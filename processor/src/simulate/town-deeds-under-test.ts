import type { WireEvent } from '@waymark/schemas/wire/event'
import fc from 'fast-check'
import { deliveryAt } from './delivery-under-test.ts'
import type { Delivery, ToldTransition } from './happening.ts'

export const townStartsAt = Date.parse('2026-03-02T09:00:00Z')

/** Something that somebody does in the town of the manual: late, twice, before they are known, as a member of an account. */
export const deed = fc.record({
  after: fc.integer({ min: 1, max: 17_000 }),
  userId: fc.option(fc.constantFrom('ann', 'bob', 'cho'), { nil: undefined, freq: 4 }),
  anonymousId: fc.constantFrom('b1', 'b2'),
  group: fc.option(fc.constantFrom('acme', 'globex'), { nil: undefined, freq: 2 }),
  seats: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined, freq: 1 }),
  names: fc.array(fc.constantFrom('A', 'A', 'B', 'B', 'C', '$guide_rendered', '$guide_dismissed'), {
    minLength: 1,
    maxLength: 3,
  }),
  late: fc.option(fc.integer({ min: 1, max: 40_000 }), { nil: 0, freq: 3 }),
  again: fc.boolean(),
})
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

const eventsOf = (d: Deed, at: number): [Partial<WireEvent>, ...Partial<WireEvent>[]] => {
  const common = {
    anonymousId: d.anonymousId,
    timestamp: new Date(at - d.late).toISOString(),
    ...(d.userId ? { userId: d.userId } : {}),
    ...(d.group ? { context: { groupId: d.group } } : {}),
  }
  const [first = 'A', ...rest] = d.names
  const properties = { engagement: 'nudge', guide: 'tip', v: d.late % 3, cart: d.late % 2 }
  const track = (event: string) => ({
    ...common,
    event,
    properties,
    ...(d.again ? { messageId: `again-${event}` } : {}),
  })
  if (d.userId && d.group && d.seats !== undefined) {
    const type = 'group' as const
    return [{ ...common, type, groupId: d.group, traits: { seats: d.seats } }, ...rest.map(track)]
  }
  return [track(first), ...rest.map(track)]
}

/** The records that ingest makes of it, each at its instant. */
export const deliveriesOf = (deeds: readonly Deed[]): readonly Delivery[] => {
  let at = townStartsAt
  return deeds.map((one) => {
    at += one.after
    return deliveryAt(at, eventsOf(one, at))
  })
}

/**
 * Lives by subject, for comparing two of them: what happened at one instant has no order of its own, for two who have something to
 * tell at the same instant may be heard in either order.
 */
export const inOrder = (
  lives: ReadonlyMap<string, readonly ToldTransition[]>,
): readonly (readonly [string, readonly ToldTransition[]])[] => {
  const text = (one: ToldTransition): string => JSON.stringify(one)
  const sorted = (life: readonly ToldTransition[]) =>
    life.toSorted((a, b) => a.at - b.at || text(a).localeCompare(text(b)))
  return [...lives]
    .map(([subject, life]) => [subject, sorted(life)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}
