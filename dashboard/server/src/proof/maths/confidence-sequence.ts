/** How a confidence sequence is set: how seldom it may ever be wrong, and for how many people it is narrowest. */
export interface Setting {
  /** The share of experiments in which it may miss the truth at any time, however often somebody looks. */
  readonly alpha: number
  /** It is valid at every size; at this one it is at its best. */
  readonly tunedFor: number
}

/**
 * The ρ that makes the sequence narrowest at `tunedFor` people.
 *
 * Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences",
 * Annals of Statistics 52 (2024), appendix on the choice of ρ (equation 161 of arXiv:2103.06476v7).
 */
const rhoOf = ({ alpha, tunedFor }: Setting): number =>
  Math.sqrt((-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1)) / tunedFor)

/**
 * Half the width of an interval around an estimate from `people`, whose variance is `variance`, that stays right however often it
 * is looked at and whenever one stops: with probability 1 − alpha the truth is inside at all sizes together.
 *
 * An asymptotic confidence sequence: the same paper, theorem 2.2 (equation 9 of arXiv:2103.06476v7), with σ² = people · variance,
 *
 *   σ · √( 2 (nρ² + 1) / (n²ρ²) · ln( √(nρ² + 1) / α ) ).
 *
 * Asymptotic: it needs a first few dozen people before it means anything.
 */
export const halfWidth = (
  { people, variance }: { readonly people: number; readonly variance: number },
  setting: Setting,
): number => {
  const rho2 = rhoOf(setting) ** 2
  const grown = people * rho2 + 1
  const spread = (2 * grown * Math.log(Math.sqrt(grown) / setting.alpha)) / (people ** 2 * rho2)
  return Math.sqrt(people * variance * spread)
}
