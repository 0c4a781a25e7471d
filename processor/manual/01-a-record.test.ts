import { expect, test } from 'vitest'
import { servingPartOf } from '../src/fold/engagements/serving-part.ts'
import { fold } from '../src/fold/fold.ts'
import { compileProgram } from '../src/program/compile-program.ts'
import { countsIn, createWorld, minute } from './support/world.ts'

/*
 * The processor reads records of `events`, folds each into the subject that it is about, and writes what came of it to `state`.
 * That is all. These chapters say what comes of what; they run the real fold, with a map for the log and a list for the router.
 */

const created = {
  kind: 'milestone',
  id: 'product-created',
  level: 'person',
  order: 1,
  reached: { did: { event: 'Product Created' } },
}

test('What comes in: a request’s events for one person are one record; all of them count before anything is decided', () => {
  const world = createWorld({
    kind: 'segment',
    id: 'did-one-without-the-other',
    level: 'person',
    rule: { all: [{ did: { event: 'A' } }, { not: { did: { event: 'B' } } }] },
  })
  world.sendAll([
    { userId: 'ann', event: 'A' },
    { userId: 'ann', event: 'B' },
  ])
  expect(world.all('segment')).toEqual([])
  expect(world.steps).toHaveLength(1)
})

test('What comes out: the new state, the changes that led to it, and a row for each event', () => {
  const world = createWorld(created)
  const program = compileProgram('test', 1, [])
  world.send({ userId: 'ann', event: 'Product Created', properties: { kind: 'web' } })
  const [step] = world.steps
  expect(step?.transitions).toEqual([
    {
      t: 'milestone',
      id: 'product-created',
      what: 'reached',
      at: world.now,
      by: { event: 'Product Created', message: 'm1', person: 'test/u/ann', at: world.now },
    },
    { t: 'lifecycle', from: 'visitor', to: 'trial', at: world.now },
  ])
  const input = step?.input
  if (!input) throw new Error('nothing was folded')
  const { facts } = fold('test/u/ann', undefined, { inputs: [input], program })
  expect(facts).toHaveLength(1)
  expect(facts[0]).toMatchObject({
    event: 'Product Created',
    person: 'test/u/ann',
    time_ms: world.now,
    properties: { kind: 'web' },
  })
})

test('A state is small: for each clause of a rule a count, the first time and the newest few times; never the events', () => {
  const world = createWorld({
    kind: 'segment',
    id: 'busy',
    level: 'person',
    rule: { did: { event: 'Card Moved', count: { gte: 3 }, within: '7d' } },
  })
  for (let i = 0; i < 1000; i++) {
    world.send({ userId: 'ann', event: 'Card Moved', properties: { card: i } })
    world.pass(1000)
  }
  const [summary] = countsIn(world.person('ann').leaves)
  expect(summary?.n).toBe(1000)
  expect(summary?.times).toHaveLength(4)
  expect(JSON.stringify(world.person('ann')).length).toBeLessThan(1000)
})

test('Two rules that ask the same share one summary', () => {
  const did = { did: { event: 'Card Moved', count: { gte: 3 }, within: '7d' } }
  const world = createWorld(
    { kind: 'segment', id: 'busy', level: 'person', rule: did },
    { kind: 'segment', id: 'idle', level: 'person', rule: { not: did } },
  )
  world.send({ userId: 'ann', event: 'Card Moved' })
  expect(Object.keys(world.person('ann').leaves)).toHaveLength(1)
})

test('Versions are dense: every record that changes something raises the version by one', () => {
  const world = createWorld(created)
  world.send({ userId: 'ann', event: 'A' })
  const first = world.person('ann').n
  expect(first).toBe(world.now)
  world.pass(minute)
  world.send({ userId: 'ann', event: 'B' })
  expect(world.person('ann').n).toBe(first + 1)
})

test('A milestone is reached once and for good', () => {
  const world = createWorld(created)
  for (let i = 0; i < 3; i++) world.send({ userId: 'ann', event: 'Product Created' })
  expect(world.all('milestone')).toHaveLength(1)
})

test('What the browser is told is what it may show, and never whom a rule asks for', () => {
  const world = createWorld(
    created,
    {
      kind: 'guide',
      id: 'tip',
      type: 'tooltip',
      target: { testid: 'x' },
      steps: [{ content: [{ text: 'Hello' }] }],
    },
    {
      kind: 'engagement',
      id: 'nudge',
      audience: { trait: { name: 'secret-score', gte: 9 } },
      send: [{ guide: 'tip' }],
    },
  )
  world.send({ type: 'identify', userId: 'ann', traits: { 'secret-score': 10 } })
  const program = world.steps[0]?.program
  if (!program) throw new Error('nothing was folded')
  const served = servingPartOf(world.person('ann'), program)
  expect(served.dec.map((d) => [d.engagement, d.guide, d.capped])).toEqual([['nudge', 'tip', true]])
  expect(JSON.stringify(served)).not.toContain('secret')
})
