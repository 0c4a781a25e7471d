import { expect, test } from 'vitest'
import { mayBeWrong, readLift } from '../verdict.ts'
import { sampleRatioP } from './sample-ratio.ts'

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

interface Experiment {
  readonly treated: number
  readonly control: number
  readonly heldOut: number
}

const experiments = 300
const people = 2500

interface Sample {
  people: number
  reached: number
}

const isOutside = (truth: number, { low, high }: { readonly low: number; readonly high: number }) =>
  truth < low || truth > high

/** What an interval that is made for a single look says. */
const fixedInterval = (sides: readonly Sample[], value: number) => {
  const variances = sides.map((side) => {
    const share = side.reached / side.people
    return (share * (1 - share)) / side.people
  })
  const half = 1.96 * Math.sqrt(variances.reduce((sum, one) => sum + one, 0))
  return { low: value - half, high: value + half }
}

/** Looks after every single person; tells whether the intervals ever missed the truth. */
const live = ({ treated, control, heldOut }: Experiment, seed: number) => {
  const random = chance(seed)
  const sides = { treated: { people: 0, reached: 0 }, control: { people: 0, reached: 0 } }
  const missed = { absolute: false, relative: false, fixed: false }
  for (let i = 0; i < people; i++) {
    const name = random() < heldOut ? 'control' : 'treated'
    sides[name].people++
    if (random() < (name === 'control' ? control : treated)) sides[name].reached++
    const lift = readLift({ ...sides, alpha: mayBeWrong })
    if (!lift) continue
    const { absolute, relative = { low: -1, high: Number.POSITIVE_INFINITY } } = lift
    const fixed = fixedInterval([sides.treated, sides.control], absolute.value)
    missed.absolute ||= isOutside(treated - control, absolute)
    missed.relative ||= isOutside(treated / control - 1, relative)
    missed.fixed ||= isOutside(treated - control, fixed)
  }
  return missed
}

const shareOf = (all: readonly boolean[]): number => all.filter(Boolean).length / all.length

test.each<Experiment>([
  { treated: 0.3, control: 0.3, heldOut: 0.5 },
  { treated: 0.45, control: 0.3, heldOut: 0.5 },
  { treated: 0.05, control: 0.05, heldOut: 0.1 },
  { treated: 0.15, control: 0.1, heldOut: 0.2 },
  { treated: 0.85, control: 0.8, heldOut: 0.1 },
])(
  'with $treated against $control and $heldOut held out, who looks after every person is wrong in 5 % of experiments at most',
  (experiment) => {
    const all = Array.from({ length: experiments }, (_, seed) => live(experiment, 7919 * seed + 1))
    expect(shareOf(all.map(({ absolute }) => absolute))).toBeLessThanOrEqual(mayBeWrong)
    expect(shareOf(all.map(({ relative }) => relative))).toBeLessThanOrEqual(mayBeWrong)
    // The same looks through an interval made for one look: that is what the sequence is for.
    expect(shareOf(all.map(({ fixed }) => fixed))).toBeGreaterThan(0.15)
  },
)

const shares = [0.05, 0.1, 0.85] as const

/** Draws a thousand people as planned, looks after every tenth, and tells whether the draw ever looked broken. */
const looksBroken = (seed: number): boolean => {
  const random = chance(seed)
  const arms = shares.map((share) => ({ share, people: 0 }))
  const [project, engagement, rest] = arms
  for (let i = 1; i <= 1000; i++) {
    const drawn = random()
    const arm = drawn < 0.05 ? project : drawn < 0.15 ? engagement : rest
    if (arm) arm.people++
    if (i % 10 === 0 && sampleRatioP(arms) < 0.001) return true
  }
  return false
}

test('who looks at the shares again and again takes a sound draw for broken in 1 of 1000 at most', () => {
  const runs = Array.from({ length: 2000 }, (_, seed) => looksBroken(104_729 * seed + 3))
  expect(shareOf(runs)).toBeLessThanOrEqual(0.001)
})

test('a draw that loses half of those held out is found broken', () => {
  const arms = [
    { people: 1800, share: 0.9 },
    { people: 100, share: 0.1 },
  ]
  expect(sampleRatioP(arms)).toBeLessThan(0.001)
  expect(sampleRatioP([{ people: 0, share: 1 }])).toBe(1)
})
