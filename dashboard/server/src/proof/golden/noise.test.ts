import { expect, test } from 'vitest'
import { findGolden } from './find-golden.ts'
import { timesTried } from './read-early.ts'

/** Mulberry32: the same seed makes the same people. */
const chance = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

const people = 400
const events = 30

const poisson = (random: () => number, mean: number): number => {
  let n = 0
  for (let left = random(); left > Math.exp(-mean); left *= random()) n++
  return n
}

interface World {
  /** How many of the events truly go with the target. */
  readonly planted: number
}

/** People who do thirty things any number of times; the first `planted` of them more often where the target is reached. */
const world = ({ planted }: World, seed: number) => {
  const random = chance(seed)
  const reached = Array.from({ length: people }, () => random() < 0.3)
  const deeds = Array.from({ length: events }, (_, nth) => {
    const mean = 0.2 + random() * 3
    const counts = reached.map((is) => poisson(random, nth < planted && is ? mean + 1.5 : mean))
    const count = (times: number, only: boolean): number =>
      counts.filter((n, i) => n >= times && (!only || reached[i])).length
    return {
      key: `event/${nth}`,
      did: timesTried.map((times) => count(times, false)),
      reached: timesTried.map((times) => count(times, true)),
    }
  })
  return { deeds, all: { people, reached: reached.filter(Boolean).length } }
}

const found = ({ planted }: World, seed: number) => {
  const { deeds, all } = world({ planted }, seed)
  const items = findGolden(deeds, all).items.filter(({ strength }) => strength !== 'chance')
  return {
    right: items.filter(({ id }) => Number(id) < planted).length,
    wrong: items.filter(({ id }) => Number(id) >= planted).length,
  }
}

test('in worlds in which nothing goes with anything, something is found in 5 % of them at most', () => {
  const worlds = Array.from({ length: 200 }, (_, seed) => found({ planted: 0 }, 31 * seed + 5))
  expect(worlds.filter(({ wrong }) => wrong > 0).length / worlds.length).toBeLessThanOrEqual(0.05)
})

test('where six of thirty do, nearly all are found, and of what is found 5 % at most are none of them', () => {
  const worlds = Array.from({ length: 60 }, (_, seed) => found({ planted: 6 }, 17 * seed + 3))
  const share = worlds.reduce(
    (sum, { right, wrong }) => sum + wrong / Math.max(1, right + wrong),
    0,
  )
  expect(share / worlds.length).toBeLessThanOrEqual(0.05)
  const right = worlds.reduce((sum, one) => sum + one.right, 0)
  expect(right / (6 * worlds.length)).toBeGreaterThan(0.95)
})
