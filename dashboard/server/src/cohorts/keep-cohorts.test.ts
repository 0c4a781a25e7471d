import { expect, it } from 'vitest'
import { keepCohorts } from './keep-cohorts.ts'

const day = 86_400_000

it('cohorts are counted once a day, and again where that failed', async () => {
  let now = 100 * day
  let isAway = false
  const counted: number[] = []
  const warned: unknown[] = []
  const keeper = keepCohorts({
    environments: () => ['production'],
    countedAt: () => 0,
    publish: async () => {
      if (isAway) throw new Error('the store is away')
      counted.push(now)
    },
    clock: () => now,
    logger: { warn: (about: unknown) => void warned.push(about) } as never,
  })
  await keeper.look()
  await keeper.look()
  expect(counted).toHaveLength(1)
  now += day
  isAway = true
  await keeper.look()
  expect([counted.length, warned.length]).toEqual([1, 1])
  isAway = false
  await keeper.look()
  expect(counted).toHaveLength(2)
})

it('a table that another process has counted today is not counted again', async () => {
  const counted: string[] = []
  const keeper = keepCohorts({
    environments: () => ['production', 'staging'],
    countedAt: (env) => (env === 'production' ? 100 * day - 1 : 0),
    publish: async (env) => counted.push(env),
    clock: () => 100 * day,
    logger: { warn: () => undefined } as never,
  })
  await keeper.look()
  expect(counted).toEqual(['staging'])
})
