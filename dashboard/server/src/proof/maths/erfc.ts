/** 1 − erf x by its Maclaurin series: Abramowitz and Stegun, 7.1.5. */
const bySeries = (x: number): number => {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= -(x * x) / n
    const add = term / (2 * n + 1)
    sum += add
    if (Math.abs(add) < 1e-18) break
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * sum
}

const levels = 60

/** By the continued fraction, from its inside out: Abramowitz and Stegun, 7.1.14. */
const byFraction = (x: number): number => {
  let inner = x
  for (let k = levels; k > 0; k--) inner = x + k / 2 / inner
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / inner
}

/** The complementary error function for x ≥ 0. */
export const erfc = (x: number): number => (x < 2 ? bySeries(x) : byFraction(x))
