import { type Definition, parseDefinition } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { townDefinitions } from '../../manual/support/town-definitions.ts'
import { compileProgram } from '../program/compile-program.ts'
import { deliveryAt } from './delivery-under-test.ts'
import type { Delivery } from './happening.ts'
import { simulate } from './simulate.ts'

/*
 * A subject is looked at when something is received and when something falls due. If an answer could change at any other
 * instant, somebody who does something of no interest just then would change what happens.
 */

const startsAt = Date.parse('2026-03-02T09:00:00Z')

const program = compileProgram(
  'test',
  1,
  townDefinitions.map((document) => {
    const parsed = parseDefinition(document)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return { version: 1, definition: parsed.definition as Definition }
  }),
)

const userId = fc.constantFrom('ann', 'bob', 'cho')
const at = fc.integer({ min: 1, max: 9_000 }).map((n) => n * 10)
/** Between what is done: within the very instant a step more may tell what was decided in the one before. */
const between = at.map((ms) => ms + 5)

const deeds = fc.array(
  fc.record({
    at,
    userId,
    group: fc.constantFrom('acme', 'globex'),
    event: fc.constantFrom('A', 'B', 'C', '$guide_rendered', '$guide_dismissed'),
    v: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 3, maxLength: 30 },
)
const looks = fc.array(fc.record({ at: between, userId }), { maxLength: 40 })

/** Everybody is there from the beginning, so that looking makes nobody known. */
const beginning = ['ann', 'bob', 'cho'].map((id, i) =>
  deliveryAt(startsAt, [
    { userId: id, type: 'group', groupId: i === 1 ? 'globex' : 'acme', traits: { seats: 4 } },
  ]),
)

const livesOf = (deliveries: readonly Delivery[]): readonly string[] => {
  const lives: string[] = []
  const until = startsAt + 240_000
  for (const some of simulate(program, [...beginning, ...deliveries], { until }))
    for (const { at: when, subject, transition } of some) {
      const { t, id, is, what, engagement } = transition as { readonly [key: string]: unknown }
      lives.push([when, subject, t, id, engagement, is ?? what].join(' '))
    }
  return lives.toSorted((a, b) => (a < b ? -1 : 1))
}

test('looking at somebody more often changes nothing of what happens, nor when', () => {
  fc.assert(
    fc.property(deeds, looks, (done, looked) => {
      const deliveries = done.map(({ at: after, userId: id, group, event, v }) =>
        deliveryAt(startsAt + after, [
          {
            userId: id,
            event,
            context: { groupId: group },
            properties: { engagement: 'nudge', guide: 'tip', v, cart: v % 2 },
          },
        ]),
      )
      const more = looked.map(({ at: after, userId: id }) =>
        deliveryAt(startsAt + after, [
          { userId: id, event: 'Looked', messageId: `l-${after}-${id}` },
        ]),
      )
      expect(livesOf([...deliveries, ...more])).toEqual(livesOf(deliveries))
    }),
    { numRuns: 150 },
  )
})
