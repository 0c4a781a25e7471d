import { expect, test } from 'vitest'
import { createWorld, day } from '../../../manual/support/world.ts'

const stuck = {
  kind: 'segment',
  id: 'stuck',
  level: 'account',
  rule: {
    all: [
      { did: { event: 'Project Created' } },
      { not: { did: { event: 'Project Created', within: '2d' } } },
      { not: { did: { event: 'Code Installed' } } },
    ],
  },
}

test('an account whose history comes member by member has left no segment before it entered it', () => {
  const town = createWorld(stuck)
  const ago = (days: number) => new Date(town.now - days * day).toISOString()
  const did = (userId: string, event: string, days: number): void =>
    town.send(
      { userId, event, timestamp: ago(days), context: { groupId: 'acme' } },
      { kind: 'import', source: 'import' },
    )
  did('ann', 'Project Created', 9)
  did('ann', 'Login', 1)
  did('bob', 'Code Installed', 8)
  const told = town.all('segment').map(({ is, at }) => [is, (town.now - at) / day])
  expect(told).toEqual([
    [true, 7],
    [false, 7],
  ])
})
