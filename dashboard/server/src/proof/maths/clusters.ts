import type { Share } from './share.ts'

/**
 * Sums over the accounts of products of two arms' numbers in the same account: people × people, people × reached, reached × reached.
 * Whoever has no account is one by themselves.
 */
export interface Products {
  readonly people: number
  /** People of the first arm × reached of the second. */
  readonly mixed: number
  readonly reached: number
}

/** Of two sides: the products of each with itself, and of the treated with the others. */
export interface SharedAccounts {
  readonly treated: Products
  readonly control: Products
  readonly across: Products & {
    /** Reached of the treated × people of the others. */
    readonly mixedBack: number
  }
}

/** How much less so many people say because those of one account are alike. */
export interface Clustering {
  /** As many accounts of one size would say as much: (Σm)² / Σm², L. Kish, Survey Sampling (1965). */
  readonly units: number
  /** By how much the variance of the difference, and of the logarithm of the ratio, is larger than of people by themselves; at least 1. */
  readonly difference: number
  readonly ratio: number
}

/** Σ (x₁ − p₁m₁)(x₂ − p₂m₂) over the accounts. */
const residuals = (
  { people, mixed, reached }: Products,
  mixedBack: number,
  [p1, p2]: readonly [number, number],
): number => reached - p1 * mixed - p2 * mixedBack + p1 * p2 * people

/**
 * The variance of w_T Σ(y − p_T) − w_C Σ(y − p_C), in which an account counts once, with all of its people on both sides: the
 * linearised estimator for clusters. D. A. Binder, International Statistical Review 51 (1983), 279-292; K.-Y. Liang, S. L. Zeger,
 * Biometrika 73 (1986), 13-22.
 */
const varianceOf = (
  { treated, control, across }: SharedAccounts,
  shares: readonly [number, number],
  [wT, wC]: readonly [number, number],
): number => {
  const [pT, pC] = shares
  const ofT = residuals(treated, treated.mixed, [pT, pT])
  const ofC = residuals(control, control.mixed, [pC, pC])
  const both = residuals(across, across.mixedBack, [pT, pC])
  return wT * wT * ofT + wC * wC * ofC - 2 * wT * wC * both
}

const plainVariance = (
  [treated, control]: readonly [Share, Share],
  [wT, wC]: readonly [number, number],
): number => {
  const spread = ({ people, reached }: Share): number => reached - (reached * reached) / people
  return wT * wT * spread(treated) + wC * wC * spread(control)
}

/**
 * What the accounts do to the intervals. Never less than 1: people of one account on both sides may make a difference more certain,
 * and then nobody is told more than people by themselves would tell.
 */
export const clusteringOf = (
  treated: Share,
  control: Share,
  shared: SharedAccounts,
): Clustering => {
  const [pT, pC] = [treated.reached / treated.people, control.reached / control.people] as const
  const grows = (weights: readonly [number, number]): number => {
    const plain = plainVariance([treated, control], weights)
    const clustered = varianceOf(shared, [pT, pC], weights)
    const times = clustered / plain
    return Number.isFinite(times) ? Math.max(1, times) : 1
  }
  const people = treated.people + control.people
  const squares = shared.treated.people + 2 * shared.across.people + shared.control.people
  return {
    units: people ** 2 / Math.max(squares, people),
    difference: grows([1 / treated.people, 1 / control.people]),
    ratio: grows([1 / treated.reached, 1 / control.reached]),
  }
}
