/**
 * p-values corrected for many tries, in their order: among all that one takes to be found because their q is at most 0.05, chance
 * alone found one in twenty on average.
 *
 * Benjamini and Hochberg, J. Royal Stat. Soc. B 57 (1995), 289-300: with the p-values in ascending order, q₍ᵢ₎ = min over j ≥ i of
 * p₍ⱼ₎ m / j.
 */
export const falseDiscoveryRates = (ps: readonly number[]): readonly number[] => {
  const order = ps.map((_, i) => i).sort((i, j) => (ps[j] ?? 0) - (ps[i] ?? 0))
  const qs = new Array<number>(ps.length).fill(1)
  let least = 1
  for (const [nth, i] of order.entries()) {
    const rank = ps.length - nth
    least = Math.min(least, ((ps[i] ?? 1) * ps.length) / rank)
    qs[i] = least
  }
  return qs
}
