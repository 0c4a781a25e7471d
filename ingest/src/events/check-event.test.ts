import { eventSchema } from '@waymark/schemas/wire/event-schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEvent } from './check-event.ts'

const ids = fc.oneof(
  fc.constantFrom<unknown>(
    'ada',
    'null',
    'UNDEFINED',
    '[object Object]',
    '0',
    'NaN',
    ' ',
    '',
    null,
  ),
  fc.constantFrom<unknown>(undefined, 0, 7, true, {}, [], 'x'.repeat(255), 'x'.repeat(256)),
  fc.constantFrom<unknown>('a\u0000b', '\ud800', 'ünï', 'a/b'),
  fc.string(),
)
const texts = fc.oneof(
  fc.constantFrom<unknown>('Signed up', '', '  ', null, undefined, 5, {}, 'x'.repeat(200)),
  fc.constantFrom<unknown>('x'.repeat(201)),
)
const objects = fc.constantFrom<unknown>({}, { a: 1 }, null, undefined, [], 'text', 3)
const contexts = fc.oneof(
  objects,
  ids.map((groupId) => ({ groupId })),
)
const instants = fc.constantFrom<unknown>('2026-03-01T09:30:00Z', 'yesterday', 5, null, undefined)
const types = fc.constantFrom<unknown>(
  'track',
  'track',
  'page',
  'screen',
  'identify',
  'group',
  'alias',
  'delete',
  null,
  1,
)

const fields = {
  type: types,
  messageId: ids,
  userId: ids,
  anonymousId: ids,
  event: texts,
  name: texts,
  category: texts,
  properties: objects,
  traits: objects,
  groupId: ids,
  previousId: ids,
  context: contexts,
  timestamp: instants,
  originalTimestamp: instants,
  sentAt: instants,
}

const good = {
  type: 'track',
  userId: 'ada',
  event: 'Signed up',
  groupId: 'acme',
  previousId: 'anon',
}

/** Mostly right, with one or two fields replaced: otherwise nearly everything would be refused. */
const events = fc.oneof(
  fc.record(fields, { requiredKeys: [] }),
  fc
    .tuple(types, fc.record(fields, { requiredKeys: [] }), fc.subarray(Object.keys(fields)))
    .map(([type, random, chosen]) => ({
      ...good,
      type: type === null ? 'page' : type,
      ...Object.fromEntries(
        chosen
          .slice(0, 2)
          .filter((key) => key in random)
          .map((key) => [key, random[key as keyof typeof random]]),
      ),
    })),
)

test('the hand-written check and the schema accept the same events', () => {
  let accepted = 0
  fc.assert(
    fc.property(events, (event) => {
      // What travels is JSON: undefined and lone surrogates as they arrive.
      const arrived: unknown = JSON.parse(JSON.stringify(event))
      const byHand = checkEvent(arrived) === undefined
      if (byHand) accepted++
      expect({ event: arrived, ok: byHand }).toEqual({
        event: arrived,
        ok: eventSchema.safeParse(arrived).success,
      })
    }),
    { numRuns: 3000 },
  )
  expect(accepted).toBeGreaterThan(200)
})

test.each([
  [{}, 'invalid_event', 'type'],
  [{ type: 'track', event: 'a' }, 'missing_id', 'userId'],
  [{ type: 'track', event: 'a', userId: 'null' }, 'invalid_id', 'userId'],
  [{ type: 'track', event: 'a', userId: 12 }, 'invalid_id', 'userId'],
  [{ type: 'track', userId: 'ada' }, 'invalid_event', 'event'],
  [{ type: 'group', userId: 'ada' }, 'missing_id', 'groupId'],
  [{ type: 'alias', userId: 'ada' }, 'missing_id', 'previousId'],
  [{ type: 'page', userId: 'ada', context: { groupId: 'NaN' } }, 'invalid_id', 'context.groupId'],
  [{ type: 'page', userId: 'ada', properties: [] }, 'invalid_event', 'properties'],
  [{ type: 'page', userId: 'ada', timestamp: 'soon' }, 'invalid_event', 'timestamp'],
])('names what is wrong with %j', (event, code, at) => {
  expect(checkEvent(event)).toMatchObject({ code, at })
})

test('takes the type of the route for an event that carries none', () => {
  expect(checkEvent({ userId: 'ada', event: 'a' }, 'track')).toBeUndefined()
})
