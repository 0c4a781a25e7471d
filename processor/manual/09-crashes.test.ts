import { expect, test } from 'vitest'
import { fold } from '../src/fold/fold.ts'
import type { SubjectState } from '../src/fold/state.ts'
import { live } from './support/town.ts'
import { townDefinitions } from './support/town-definitions.ts'
import { createWorld, day, hour, minute, type Step, written } from './support/world.ts'

/*
 * Any process may die at any moment. What makes that harmless is one property: folding is a function. It reads no clock, no
 * file and no chance, so that whoever folds the same records onto the same state gets the same state and the same decisions.
 * `src/fold/fold-laws.test.ts` tries it on random lives; these are the stories.
 */

const aDay = () => {
  const world = createWorld(...townDefinitions)
  world.send({ anonymousId: 'b1', event: 'A' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { seats: 5 } })
  for (let i = 0; i < 4; i++) {
    world.send({ userId: 'ann', event: i % 2 ? 'A' : 'B' })
    world.pass(7000)
  }
  world.send({ userId: 'ann', event: 'B' })
  world.send({ userId: 'ann', event: 'B' })
  world.pass(day)
  return world
}

const refold = (
  state: SubjectState | undefined,
  steps: readonly Step[],
): SubjectState | undefined =>
  steps.reduce((now, { subject, input, program }) => {
    const folded = fold(subject, now, { inputs: [input], program })
    return folded.changed ? written(folded.state) : now
  }, state)

test('Killed after any record: whoever takes over folds the rest onto the snapshot and ends in the same state', () => {
  const world = aDay()
  for (const [subject, end] of world.states) {
    const steps = world.steps.filter((step) => step.subject === subject)
    for (let i = 0; i < steps.length; i++)
      expect(refold(steps[i]?.after, steps.slice(i + 1))).toEqual(end)
  }
})

test('Killed before the offsets were committed: the records come again, and those that count already are skipped', () => {
  const world = aDay()
  for (const [subject, end] of world.states) {
    const records = world.steps.filter((s) => s.subject === subject && s.input.kind !== 'clock')
    expect(refold(end, records)).toBe(end)
  }
})

test('Killed between the decision and the write: the decision is taken again, word for word', () => {
  const world = aDay()
  const decisive = world.steps.filter((step) => step.transitions.length > 0)
  expect(decisive.length).toBeGreaterThan(10)
  for (const { subject, input, program, transitions } of decisive) {
    const earlier = world.steps.slice(
      0,
      world.steps.findIndex((s) => s.input === input),
    )
    const before = earlier.findLast((step) => step.subject === subject)?.after
    expect(fold(subject, before, { inputs: [input], program }).transitions).toEqual(transitions)
  }
})

test('Nobody there when a deadline passed: it takes effect at its own instant all the same', () => {
  const told = (awake: boolean) => {
    const world = createWorld(...townDefinitions)
    world.send({ userId: 'ann', event: 'A' })
    if (awake) world.pass(hour)
    else world.sleep(hour)
    world.send({ userId: 'ann', event: 'B' })
    return world.happened.map(({ transition: t }) => t)
  }
  expect(told(false)).toEqual(told(true))
})

test('A debt lies in the record that made it: lost on its way, it is found there and carried again', () => {
  const world = createWorld(...townDefinitions)
  world.hold()
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { seats: 5 } })
  world.send({ userId: 'ann', event: 'B' })
  world.carryAll()
  const once = world.account('acme')
  for (const step of world.steps.filter((s) => s.input.kind === 'relay'))
    world.put(step.subject, step.input)
  expect(world.account('acme')).toBe(once)
})

test('What a fold is given it never changes, so that a batch can be folded again without its poisonous record', () => {
  const world = aDay()
  const steps = world.steps.filter((step) => step.subject === 'test/u/ann')
  const before = steps[1]?.after
  const after = steps[2]
  if (!before || !after) throw new Error('too short a day')
  const text = JSON.stringify([before, after.input])
  fold('test/u/ann', before, { inputs: [after.input], program: after.program })
  expect(JSON.stringify([before, after.input])).toBe(text)
})

test('Two towns that live the same life are the same town', () => {
  const life = [
    { do: 'event', name: 'A', userId: 'ann', anonymousId: 'b1', group: 'acme', late: 3 },
    { do: 'wait', seconds: 20, awake: false },
    { do: 'event', name: 'B', userId: undefined, anonymousId: 'b1', group: undefined, late: 0 },
    { do: 'carry', choice: 1 },
    { do: 'wait', seconds: (2 * minute) / 1000, awake: true },
  ] as const
  expect(live([...life]).states).toEqual(live([...life]).states)
})
