import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

const lead = {
  kind: 'pql',
  id: 'stuck',
  level: 'person',
  fit: {
    all: [{ did: { event: 'Signed Up' } }, { not: { did: { event: 'Login', within: '3d' } } }],
  },
  alert: { to: ['hook'] },
}
const old = { kind: 'import', source: 'import' } as const

test('What fell due within imported history alerts nobody; what falls due after the import does', () => {
  const world = createWorld(lead)
  const at = (daysAgo: number) => new Date(world.now - daysAgo * day).toISOString()
  world.send({ userId: 'ann', event: 'Login', timestamp: at(20) }, old)
  world.send({ userId: 'ann', event: 'Signed Up', timestamp: at(20) }, old)
  world.send({ userId: 'bob', event: 'Login', timestamp: at(1) }, old)
  world.send({ userId: 'bob', event: 'Signed Up', timestamp: at(1) }, old)
  const imported = world.now
  world.pass(10 * day)
  expect(world.all('pql').map((p) => [p.subject, p.at])).toEqual([
    ['test/u/ann', imported - 17 * day],
    ['test/u/bob', imported + 2 * day],
  ])
  expect(world.all('alert').map((a) => a.subject)).toEqual(['test/u/bob'])
})

test('An import that says when things happened in `originalTimestamp` is as old as that', () => {
  const world = createWorld({ ...lead, fit: { did: { event: 'Signed Up', within: '3d' } } })
  const originalTimestamp = new Date(world.now - 20 * day).toISOString()
  world.send({ userId: 'ann', event: 'Signed Up', originalTimestamp }, old)
  expect(world.person('ann').clock).toBe(world.now - 20 * day)
})

test('Who is known from an import alone is written to once something falls due after it', () => {
  const world = createWorld(
    { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' },
    { kind: 'engagement', id: 'stuck', audience: lead.fit, send: [{ webhook: 'hook' }] },
  )
  const at = (daysAgo: number) => new Date(world.now - daysAgo * day).toISOString()
  for (const [userId, daysAgo] of [
    ['ann', 20],
    ['bob', 1],
  ] as const) {
    world.send({ userId, event: 'Login', timestamp: at(daysAgo) }, old)
    world.send({ userId, event: 'Signed Up', timestamp: at(daysAgo) }, old)
  }
  world.pass(10 * day)
  expect(world.all('send').map(({ to }) => to.userId)).toEqual(['bob'])
})
