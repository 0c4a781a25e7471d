import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { associationOf } from './association.ts'
import { halfWidth } from './confidence-sequence.ts'
import { erfc } from './erfc.ts'
import { falseDiscoveryRates } from './false-discovery.ts'
import { logRatioVariance } from './lift.ts'
import { logGamma } from './log-gamma.ts'
import { logBayesFactor } from './sample-ratio.ts'

/** What scipy, statsmodels, GrowthBook and Optimizely say of the same numbers: `reference/make-numbers.py` made them. */

type Pair = readonly [number, number]

interface Numbers {
  readonly logGamma: readonly Pair[]
  readonly erfc: readonly Pair[]
  readonly intervals: readonly {
    readonly control: Pair
    readonly treated: Pair
    readonly alpha: number
    readonly tunedFor: number
    readonly lift: number
    readonly low: number
    readonly high: number
  }[]
  readonly ratioVariances: readonly {
    readonly control: Pair
    readonly treated: Pair
    readonly variance: number
  }[]
  readonly ratios: readonly {
    readonly counts: readonly number[]
    readonly shares: readonly number[]
    readonly concentration: number
    readonly bayesFactor: number
  }[]
  readonly tables: readonly {
    readonly table: readonly [number, number, number, number]
    readonly phi: number
    readonly p: number
    readonly fisher: number
  }[]
  readonly corrected: readonly { readonly p: readonly number[]; readonly q: readonly number[] }[]
}

const file = new URL('../reference/numbers.json', import.meta.url)
const numbers: Numbers = JSON.parse(readFileSync(file, 'utf8'))

const expectNear = (found: number, wanted: number, digits = 10): void =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(
    10 ** -digits * Math.max(1e-3, Math.abs(wanted)),
  )

test('the logarithm of the gamma function is that of scipy', () => {
  for (const [x, wanted] of numbers.logGamma) expectNear(logGamma(x), wanted, 12)
  expect(logGamma(1)).toBeCloseTo(0, 14)
})

test('the error function is that of scipy, far out too', () => {
  for (const [x, wanted] of numbers.erfc) expect(erfc(x) / wanted).toBeCloseTo(1, 10)
})

test('the confidence sequence is that of GrowthBook', () => {
  const plain = ([people, reached]: Pair): number =>
    ((reached / people) * (1 - reached / people)) / people
  for (const { control, treated, lift, low, high, ...setting } of numbers.intervals) {
    const variance = plain(control) + plain(treated)
    const half = halfWidth({ people: control[0] + treated[0], variance }, setting)
    expectNear(lift - half, low)
    expectNear(lift + half, high)
  }
})

test('the variance of a ratio is that of statsmodels', () => {
  const share = ([people, reached]: Pair) => ({ people, reached })
  for (const { control, treated, variance } of numbers.ratioVariances)
    expectNear(logRatioVariance(share(treated), share(control)), variance)
})

test('the sequential test of sample ratios is that of Optimizely', () => {
  for (const { counts, shares, concentration, bayesFactor } of numbers.ratios) {
    const arms = counts.map((people, i) => ({ people, share: shares[i] ?? 0 }))
    expectNear(Math.exp(logBayesFactor(arms, concentration)), bayesFactor, 8)
  }
})

test('association and its chance are those of numpy and scipy', () => {
  for (const { table, phi, p, fisher } of numbers.tables) {
    const [didAndReached, didOnly, reachedOnly, neither] = table
    const found = associationOf({ didAndReached, didOnly, reachedOnly, neither })
    expectNear(found.phi, phi)
    const isLarge = neither > 2000
    expect(found.p / (isLarge ? p : fisher)).toBeCloseTo(1, 8)
  }
})

test('corrected for many tries are those of statsmodels, and of the published example four', () => {
  for (const { p, q } of numbers.corrected) {
    const found = falseDiscoveryRates(p)
    for (const [i, wanted] of q.entries()) expectNear(found[i] ?? Number.NaN, wanted)
    expect(found.filter((one) => one <= 0.05)).toHaveLength(4)
  }
  expect(falseDiscoveryRates([])).toEqual([])
})
