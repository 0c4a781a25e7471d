import { type Definition, parseDefinition } from '@waymark/schemas'
import fc from 'fast-check'
import { test } from 'vitest'
import { townDefinitions } from '../../manual/support/town-definitions.ts'
import { compileProgram } from '../program/compile-program.ts'
import { type Lives, liveInProcessor } from './clocked-processor-under-test.ts'
import type { Delivery, ToldTransition } from './happening.ts'
import { simulate } from './simulate.ts'
import { type Deed, deed, deliveriesOf, inOrder } from './town-deeds-under-test.ts'

const minute = 60_000

const parsed = townDefinitions.map((document) => {
  const one = parseDefinition(document)
  if (!one.ok) throw new Error(JSON.stringify(one.problems))
  return { version: 1, definition: one.definition as Definition }
})

const liveInSimulation = (deliveries: readonly Delivery[], until: number): Lives => {
  const lives = new Map<string, ToldTransition[]>()
  const program = compileProgram('test', 1, parsed)
  for (const some of simulate(program, deliveries, { until }))
    for (const { subject, transition } of some)
      lives.set(subject, [...(lives.get(subject) ?? []), transition])
  return lives
}

const some: Deed = {
  after: 2_003,
  userId: 'ann',
  anonymousId: 'b1',
  group: 'acme',
  seats: undefined,
  names: ['A'],
  late: 0,
  again: false,
}

/** Two members are busy at once, until one no longer is; an account turns PQL, and stops being one in silence. */
const crowd: readonly Deed[] = [
  { ...some, userId: 'cho', anonymousId: 'b2' },
  { ...some, seats: 4, names: ['A', 'B', 'B'] },
  { ...some, names: ['B', 'B', 'A'], late: 1_000 },
  { ...some, userId: 'cho', names: ['$guide_rendered', 'C'], after: 9_001 },
  { ...some, userId: 'bob', group: 'globex', after: 40_000 },
]

/** A visitor acts for a company, becomes known, and what they did arrives late and twice. */
const visitor: readonly Deed[] = [
  { ...some, userId: undefined, names: ['A', 'B'] },
  { ...some, userId: undefined, group: undefined, names: ['A', 'B'], again: true },
  { ...some, userId: 'bob', seats: 3, names: ['A', 'B', 'B'], again: true },
  { ...some, userId: undefined, names: ['A', 'C'], late: 14_000, again: true },
  { ...some, userId: 'bob', group: 'globex', names: ['A', '$guide_dismissed'], after: 16_000 },
]

/** Whole lives, of which a real processor waits most of the time: few are drawn, and all are lived beside each other. */
const drawn = fc.sample(fc.array(deed, { minLength: 3, maxLength: 12 }), 3)
const patientMs = 600_000

test.concurrent.for([crowd, visitor, ...drawn])(
  'what a simulation tells is what a real processor on a real log decides, life %#',
  { timeout: patientMs },
  async (deeds, { expect }) => {
    const deliveries = deliveriesOf(deeds)
    const until = (deliveries.at(-1)?.at ?? 0) + 2 * minute
    const real = await liveInProcessor(townDefinitions, deliveries, until)
    const simulated = liveInSimulation(deliveries, until)
    expect(inOrder(simulated), JSON.stringify(deeds)).toEqual(inOrder(real))
    expect(simulated.size).toBeGreaterThan(0)
  },
)
