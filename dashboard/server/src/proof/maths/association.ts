import { erfc } from './erfc.ts'
import { fisherP } from './fisher-exact.ts'
import type { TwoByTwo } from './two-by-two.ts'

/** How doing something early and reaching the target go together. */
export interface Association {
  /** −1 to 1: 0 where one says nothing of the other. */
  readonly phi: number
  /** Of those who did it, the share that reached the target. */
  readonly precision: number
  /** Of those who reached the target, the share that had done it. */
  readonly recall: number
  /** The share of all that did it. */
  readonly support: number
  /** How many times as often those who did it reach the target as everybody does. */
  readonly lift: number
  /** How often chance alone would show at least as much. Before the correction for many tries. */
  readonly p: number
}

const leastExpected = 5

/** With so many expected in each cell χ² is near enough, far out, too; with fewer it finds more than there is. */
const manyExpected = 100

/** How many are to be expected in the smallest cell, were there nothing. */
const expectedIn = ({
  didAndReached: a,
  didOnly: b,
  reachedOnly: c,
  neither: d,
}: TwoByTwo): number => {
  const all = a + b + c + d
  return all === 0 ? 0 : (Math.min(a + b, c + d) * Math.min(a + c, b + d)) / all
}

/**
 * φ = (n₁₁n₀₀ − n₁₀n₀₁) / √(n₁.n₀.n.₁n.₀): Pearson's correlation of two yes-or-no answers (Yule, J. Royal Stat. Soc. 75, 1912;
 * also Matthews' correlation coefficient). p is Fisher's exact one; of large tables that of Pearson's χ² without a correction, which is
 * n φ² with one degree of freedom: erfc(√(n φ² / 2)). Precision, recall and support as in information retrieval and association rules (van Rijsbergen 1979;
 * Agrawal, Imieliński, Swami, SIGMOD 1993), lift = P(reached | did) / P(reached).
 */
export const associationOf = (table: TwoByTwo): Association => {
  const { didAndReached: a, didOnly: b, reachedOnly: c, neither: d } = table
  const all = a + b + c + d
  const root = Math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
  const phi = root === 0 ? 0 : (a * d - b * c) / root
  const precision = a + b === 0 ? 0 : a / (a + b)
  const recall = a + c === 0 ? 0 : a / (a + c)
  const base = all === 0 ? 0 : (a + c) / all
  return {
    phi,
    precision,
    recall,
    support: all === 0 ? 0 : (a + b) / all,
    lift: base === 0 ? 0 : precision / base,
    p: expectedIn(table) < manyExpected ? fisherP(table) : erfc(Math.sqrt((all * phi * phi) / 2)),
  }
}

/**
 * Whether there are enough people to ask: at least five expected in each cell (Cochran, Biometrics 10, 1954). It looks at the margins
 * alone, so leaving the others out favours nothing.
 */
export const isTestable = (table: TwoByTwo): boolean => expectedIn(table) >= leastExpected
