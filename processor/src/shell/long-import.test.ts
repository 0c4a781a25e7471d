import { expect, test } from 'vitest'
import { createWorld, hour } from '../../manual/support/world.ts'
import { mayWait } from './debts.ts'

const busy = {
  kind: 'segment',
  id: 'busy',
  level: 'account',
  rule: { did: { event: 'Login', count: { gte: 2 }, within: '1d' } },
}

/** What folding a member's import of so many logins gave, and whether its snapshot may wait. */
const waits = (logins: number): boolean => {
  const world = createWorld(busy)
  world.send({ userId: 'ann', type: 'group', groupId: 'acme' })
  const before = world.steps.length
  world.sendAll(
    Array.from({ length: logins }, (_, i) => ({
      userId: 'ann',
      event: 'Login',
      timestamp: new Date(world.now - (i + 1) * hour).toISOString(),
    })),
    { kind: 'import', source: 'import' },
  )
  const imported = world.steps.slice(before).find(({ subject }) => subject === 'test/u/ann')
  if (!imported) throw new Error('nothing was folded')
  const { after: state, transitions, facts } = imported
  expect(transitions).toHaveLength(logins)
  const folded = { state, transitions, facts, changed: true, quiet: true, bytes: 0 }
  return mayWait({ ...folded, onlyEvents: true })
}

test('What a long import owes an account is written with its snapshot, where it may be several records', () => {
  expect([waits(20), waits(600)]).toEqual([true, false])
})
