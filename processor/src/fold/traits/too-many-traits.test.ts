import { expect, test } from 'vitest'
import { createWorld, minute } from '../../../manual/support/world.ts'

const identify = { type: 'identify', userId: 'ann' } as const

test('a novel sent as a trait is not kept, and the trait keeps what it was', () => {
  const world = createWorld()
  world.send({ ...identify, traits: { bio: 'short', plan: 'free' } })
  world.pass(minute)
  world.send({ ...identify, traits: { bio: 'x'.repeat(1023), plan: 'pro' } })
  const { traits } = world.person('ann')
  expect([traits.bio?.[0], traits.plan?.[0]]).toEqual(['short', 'pro'])
})

test('however many traits come, a person keeps 32 KB of them, and those it has may change and shrink', () => {
  const world = createWorld()
  const value = (letter: string) => letter.repeat(1000)
  for (let n = 0; n < 60; n++) {
    world.send({ ...identify, traits: { [`trait-${n}`]: value('x') } })
    world.pass(minute)
  }
  const kept = Object.keys(world.person('ann').traits)
  expect(JSON.stringify(world.person('ann').traits).length).toBeLessThan(36 * 1024)
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, n) => `trait-${n}`))
  expect(kept.length).toBeGreaterThan(30)
  world.send({ ...identify, traits: { 'trait-0': value('y'), 'trait-1': null } })
  world.pass(minute)
  world.send({ ...identify, traits: { plan: 'pro' } })
  const { traits } = world.person('ann')
  expect([traits['trait-0']?.[0], traits['trait-1']?.[0], traits.plan?.[0]]).toEqual([
    value('y'),
    null,
    'pro',
  ])
})

test('a name of a thousand characters is cut in the list of members, between two characters', () => {
  const world = createWorld()
  const event = { type: 'group', userId: 'ann', groupId: 'acme' } as const
  world.send({ ...identify, traits: { name: `x${'🦊'.repeat(240)}`, role: 'dev' } })
  world.send(event)
  const [member] = Object.values(world.account('acme').members)
  expect([member?.name, member?.role]).toEqual([`x${'🦊'.repeat(99)}`, 'dev'])
})

test('a person who names ever new accounts is remembered in the newest', () => {
  const world = createWorld()
  for (let n = 0; n < 510; n++) {
    world.send({ type: 'group', userId: 'ann', groupId: `account-${n}` })
    world.pass(1000)
  }
  const { accs, acc } = world.person('ann')
  expect(Object.keys(accs)).toHaveLength(500)
  expect([acc?.id, 'account-9' in accs, 'account-10' in accs]).toEqual(['account-509', false, true])
})
