import type { ClaimHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { codeInstalled } from './support/code-installed.ts'
import { createWorld, day, minute } from './support/world.ts'

const guide = {
  kind: 'guide',
  id: 'install-the-code',
  type: 'tooltip',
  target: { testid: 'copy' },
  steps: [{ content: [{ heading: 'One line to go' }] }],
}
const reminder = {
  kind: 'engagement',
  id: 'remind',
  audience: {
    all: [
      { lifecycle: { is: 'trial' } },
      { did: { event: 'Product Created' } },
      { not: { milestone: { id: 'code-installed' } } },
    ],
  },
  send: [{ guide: 'install-the-code' }],
  goal: { milestone: { id: 'code-installed' } },
}

const danielle = (engagement: object = reminder) => {
  const world = createWorld(codeInstalled, guide, engagement)
  world.send({ type: 'identify', userId: 'danielle', traits: { name: 'Danielle' } })
  world.send({ type: 'group', userId: 'danielle', groupId: 'acme' })
  world.send({ userId: 'danielle', event: 'Product Created' })
  return world
}

const claim = (world: ReturnType<typeof danielle>, name: string) => {
  const decision = world.person('danielle').eng.remind?.dec ?? 'none'
  const header: ClaimHeader = {
    v: 1,
    kind: 'claim',
    env: 'test',
    received: world.now,
    claim: name,
    decision,
    engagement: 'remind',
    guide: 'install-the-code',
  }
  world.sendRecord('test/u/danielle', header)
  return world.happened.at(-1)?.transition
}
const report = (world: ReturnType<typeof danielle>, event: string) => {
  const decision = world.person('danielle').eng.remind?.dec ?? 'none'
  world.send({
    userId: 'danielle',
    event,
    properties: { engagement: 'remind', guide: 'install-the-code', decision },
  })
}

test('A person in the audience is offered the guide; the goal takes the offer back', () => {
  const world = danielle()
  expect(world.all('decided').map((d) => d.guide)).toEqual(['install-the-code'])
  expect(world.all('decided')[0]?.why.map((g) => [g.gate, g.is])).toEqual([
    ['audience', true],
    ['goal', true],
    ['caps', true],
  ])
  world.send({ userId: 'danielle', event: 'Data Received' })
  expect(world.all('withdrawn')).toHaveLength(1)
  expect(world.explain('danielle')[0]).toMatchObject({
    shows: false,
    gates: [{ gate: 'audience', is: false }],
  })
})

test('Two tabs claim the same guide: one gets it', () => {
  const world = danielle()
  expect(claim(world, 'tab-1')).toMatchObject({ t: 'granted' })
  expect(claim(world, 'tab-2')).toMatchObject({ t: 'not_granted', reason: 'elsewhere' })
})

test('A grant that is not painted within a minute lapses, and the guide can be claimed again', () => {
  const world = danielle()
  claim(world, 'tab-1')
  world.pass(minute)
  expect(world.all('lapsed')).toHaveLength(1)
  expect(claim(world, 'tab-2')).toMatchObject({ t: 'granted' })
})

test('Once painted it is used up: one time per person unless the author says otherwise', () => {
  const world = danielle()
  claim(world, 'tab-1')
  world.pass(minute / 2)
  report(world, '$guide_rendered')
  expect(world.all('message').map((m) => m.what)).toEqual(['rendered'])
  expect(world.all('withdrawn')[0]?.why.at(-1)).toMatchObject({
    gate: 'caps',
    is: false,
    found: 'shown once',
  })
  expect(claim(world, 'tab-2')).toMatchObject({ t: 'not_granted', reason: 'capped' })
})

test('A rolling cap frees the guide again to the second', () => {
  const world = danielle({ ...reminder, caps: { 'per-person': { max: 1, within: '7d' } } })
  claim(world, 'tab-1')
  report(world, '$guide_rendered')
  const shownAt = world.person('danielle').eng.remind?.shown[0] ?? 0
  world.pass(8 * day)
  expect(world.all('decided').map((d) => d.at)).toEqual([shownAt, shownAt + 7 * day])
})

test('An offer that is withdrawn takes its grant along: nothing lapses later, and the next offer is free', () => {
  const world = danielle({ ...reminder, caps: 'none' })
  claim(world, 'tab-1')
  world.send({ userId: 'danielle', event: 'Data Received' })
  world.pass(5 * minute)
  expect(world.all('withdrawn')).toHaveLength(1)
  expect(world.all('lapsed')).toEqual([])
  expect(world.person('danielle').eng.remind?.lease).toBeUndefined()
})

test('A browser that cannot paint after all gives its grant back', () => {
  const world = danielle()
  claim(world, 'tab-1')
  report(world, '$guide_released')
  expect(claim(world, 'tab-2')).toMatchObject({ t: 'granted' })
})

test('A guide that was never offered cannot be reported as shown', () => {
  const world = danielle({ ...reminder, audience: { did: { event: 'Never' } } })
  report(world, '$guide_rendered')
  expect(world.all('message')).toEqual([])
  expect(world.person('danielle').eng).toEqual({})
})

test('The holdout is a draw that stays: who is held out gets nothing, ever, and the record says so once', () => {
  const world = createWorld(codeInstalled, guide, { ...reminder, holdout: 0.5 })
  const people = Array.from({ length: 200 }, (_, i) => `person-${i}`)
  for (const userId of people) {
    world.send({ userId, event: 'Product Created' })
    world.send({ userId, event: 'Something Else' })
  }
  const heldOut = world.all('suppressed').map((s) => s.subject)
  const offered = world.all('decided').map((d) => d.subject)
  expect(heldOut.length + offered.length).toBe(200)
  expect(new Set([...heldOut, ...offered]).size).toBe(200)
  expect(heldOut.length).toBeGreaterThan(70)
  expect(heldOut.length).toBeLessThan(130)
  expect(world.all('suppressed')[0]?.why.at(-1)).toMatchObject({ gate: 'holdout', is: false })
})

test('An engagement with two guides has one holdout: who is held out gets neither', () => {
  const second = { ...guide, id: 'read-the-manual' }
  const send = [{ guide: 'install-the-code' }, { guide: 'read-the-manual' }]
  const world = createWorld(codeInstalled, guide, second, { ...reminder, send, holdout: 0.5 })
  for (let i = 0; i < 50; i++) world.send({ userId: `person-${i}`, event: 'Product Created' })
  const bySubject = Map.groupBy(world.all('decided'), (d) => d.subject)
  expect(bySubject.size).toBeLessThan(50)
  for (const decided of bySubject.values()) expect(decided).toHaveLength(2)
})
