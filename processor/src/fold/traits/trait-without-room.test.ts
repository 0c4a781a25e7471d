import type { EventsHeader, JsonObject } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { expect, test } from 'vitest'
import { compileProgram } from '../../program/compile-program.ts'
import { fold } from '../fold.ts'

const header: EventsHeader = {
  ...{ v: 1, kind: 'live', env: 'test', source: 'browser', received: 1_700_000_000_000, skew: 0 },
}

/** The contexts of the stored events of one request by Ann. */
const contextsOf = (...events: readonly Partial<WireEvent>[]): readonly JsonObject[] => {
  const sent = events.map((event, i) => ({ messageId: `m${i}`, userId: 'ann', ...event }))
  const record = { header, events: sent as readonly WireEvent[] }
  const input = { kind: 'events', record, at: header.received, partition: 0, offset: 1 } as const
  const program = compileProgram('test', 1, [])
  return fold('test/u/ann', undefined, { inputs: [input], program }).facts.map(
    ({ context }) => context,
  )
}

const many = (from: number, to: number): JsonObject =>
  Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`trait-${from + i}`, i]))

test('a trait for which a person has no room was dropped without a word', () => {
  const context = { locale: 'en' }
  const said = contextsOf(
    { type: 'identify', traits: many(0, 199), context },
    {
      type: 'identify',
      traits: { 'trait-0': 5, plan: 'pro', bio: 'x'.repeat(2000), last: 1 },
      context,
    },
    { type: 'track', event: 'A', context },
  )
  expect(said).toEqual([context, { ...context, $dropped: ['bio', 'last'] }, context])
})

test('so was a trait of an account that is too large for any', () => {
  const traits = { plan: 'pro', about: 'x'.repeat(2000) }
  expect(contextsOf({ type: 'group', groupId: 'acme', traits })).toEqual([{ $dropped: ['about'] }])
})
