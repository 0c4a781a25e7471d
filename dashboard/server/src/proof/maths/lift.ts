import type { Clustering } from './clusters.ts'
import { halfWidth, type Setting } from './confidence-sequence.ts'
import type { Share } from './share.ts'

/** An estimate, and between which values the truth is. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** What a treatment adds: in shares (0.08 is eight points), and relative to the share without it (0.5 is half as many again). */
export interface Lift {
  readonly absolute: Estimate
  /** Absent while nobody of one side reached the goal. */
  readonly relative?: Estimate
}

const shareOf = ({ people, reached }: Share): number => reached / people

/**
 * One success and one failure more (Laplace's rule), for variances alone: where nobody, or everybody, has reached the goal yet the
 * plain p (1 − p) is 0, and an interval from it would be certain of what it cannot know.
 */
const softened = ({ people, reached }: Share): Share => ({
  people: people + 2,
  reached: reached + 1,
})

const varianceOf = (share: Share): number => {
  const p = shareOf(softened(share))
  return (p * (1 - p)) / share.people
}

/**
 * The difference of two shares with its interval. σ_T²/n_T + σ_C²/n_C is the variance that an interval for a randomised experiment
 * takes (Waudby-Smith et al. 2024, section 3: people · variance is the variance of the pseudo-outcomes when each arm's mean is its
 * regression).
 */
const differenceOf = (
  treated: Share,
  control: Share,
  { variance, units, ...setting }: Setting & { readonly variance: number; readonly units: number },
): Estimate => {
  const value = shareOf(treated) - shareOf(control)
  const half = halfWidth({ people: units, variance }, setting)
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) }
}

/** Of ln(p_T / p_C), by the delta method: Katz, Baptista, Azen, Pike, Biometrics 34 (1978), 469-474. */
export const logRatioVariance = (treated: Share, control: Share): number => {
  const part = ({ people, reached }: Share): number => 1 / reached - 1 / people
  return part(treated) + part(control)
}

const ratioOf = (
  treated: Share,
  control: Share,
  { times, units, ...setting }: Setting & { readonly times: number; readonly units: number },
): Estimate => {
  const value = shareOf(treated) / shareOf(control)
  const variance = times * logRatioVariance(softened(treated), softened(control))
  const half = halfWidth({ people: units, variance }, setting)
  return { value: value - 1, low: value * Math.exp(-half) - 1, high: value * Math.exp(half) - 1 }
}

const byThemselves = ({ people: a }: Share, { people: b }: Share): Clustering => ({
  units: a + b,
  difference: 1,
  ratio: 1,
})

/** What a treatment adds to the share that reaches the goal. Both sides must have people; `clustering`: those of one account are alike. */
export const liftOf = (
  treated: Share,
  control: Share,
  { clustering, ...setting }: Setting & { readonly clustering?: Clustering | undefined },
): Lift => {
  const { units, difference, ratio } = clustering ?? byThemselves(treated, control)
  const variance = difference * (varianceOf(treated) + varianceOf(control))
  const absolute = differenceOf(treated, control, { ...setting, variance, units })
  if (treated.reached === 0 || control.reached === 0) return { absolute }
  return { absolute, relative: ratioOf(treated, control, { ...setting, times: ratio, units }) }
}
