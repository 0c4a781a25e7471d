import { expect, test } from 'vitest'
import { createWorld, day, hour } from '../../../manual/support/world.ts'

const silent = {
  kind: 'segment',
  id: 'silent',
  level: 'person',
  rule: { not: { did: { event: 'Login', within: '1d' } } },
}
const lead = (id: string, fit: object) => ({
  kind: 'pql',
  id,
  level: 'person',
  fit,
  alert: { to: ['hook'] },
})

test('A PQL published while the next thing to happen is a deadline alerts nobody who was one already', () => {
  const world = createWorld(silent)
  world.send({ userId: 'ann', type: 'identify', traits: { role: 'head of product' } })
  world.send({ userId: 'ann', event: 'Login' })
  world.redefine(silent, lead('heads', { trait: { name: 'role', eq: 'head of product' } }))
  world.pass(2 * day)
  expect(world.all('pql')).toHaveLength(1)
  expect(world.all('alert')).toEqual([])
  expect(world.all('alert_withheld').map((w) => w.reason)).toEqual(['history'])
})

test('What falls due by the old definitions alerts to the second, whatever was published just before', () => {
  const gone = lead('gone', { not: { did: { event: 'Login', within: '1d' } } })
  const world = createWorld(gone)
  world.send({ userId: 'ann', event: 'Login' })
  const at = world.now
  world.pass(23 * hour)
  world.redefine(gone, silent)
  world.pass(2 * hour)
  expect(world.all('alert').map((a) => a.at)).toEqual([at + day])
})
