import { logGamma } from './log-gamma.ts'

/** How tightly the alternative lies around the planned shares: deviations of a point or two are found soonest. */
const concentration = 1000

/** One arm: how many came into it, and which share was planned to. */
export interface Counted {
  readonly people: number
  readonly share: number
}

/** ln of how much likelier the counts are under any other shares than under those planned. */
export const logBayesFactor = (arms: readonly Counted[], prior = concentration): number => {
  const all = arms.reduce((sum, { people }) => sum + people, 0)
  const gained = arms.reduce((sum, { people, share }) => {
    const alpha = prior * share
    return sum + logGamma(alpha + people) - logGamma(alpha) - people * Math.log(share)
  }, 0)
  return logGamma(prior) - logGamma(prior + all) + gained
}

/**
 * Whether people came into the arms in the shares that were planned: a p-value that stays right however often it is looked at. Below
 * 0.001 something is wrong with who was drawn or counted, and no comparison of the arms means anything.
 *
 * 1 / the Bayes factor of a Dirichlet-multinomial against the planned multinomial: a non-negative martingale under the plan, so by
 * Ville's inequality it is ever below α with probability at most α. Lindon and Malek, "Anytime-valid inference for multinomial count
 * data", NeurIPS 2022.
 */
export const sampleRatioP = (arms: readonly Counted[]): number =>
  Math.min(1, Math.exp(-logBayesFactor(arms)))
