import { expect, it } from 'vitest'
import { createSampler } from './sampler.ts'

const takeMany = (sampler: ReturnType<typeof createSampler>, n: number): number =>
  Array.from({ length: n }, () => sampler.take()).filter(Boolean).length

it('shows everything of a slow stream', () => {
  const sampler = createSampler(50)
  expect(takeMany(sampler, 50)).toBe(50)
  expect(sampler.tick()).toEqual({ shown: 50, of: 50 })
})

it('cuts a burst at the limit and says how much there was', () => {
  const sampler = createSampler(50)
  expect(takeMany(sampler, 1000)).toBe(50)
  expect(sampler.tick()).toEqual({ shown: 50, of: 1000 })
})

it('spreads what it shows over the second once it knows the speed', () => {
  const sampler = createSampler(50)
  takeMany(sampler, 1000)
  sampler.tick()
  expect([takeMany(sampler, 500), takeMany(sampler, 500)]).toEqual([25, 25])
})
