/** Lanczos' coefficients for g = 7, n = 9 (Godfrey, "A note on the computation of the convergent Lanczos complex gamma approximation", 2001). */
const coefficients = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0, to about fifteen digits. Lanczos, SIAM J. Numer. Anal. B 1 (1964). */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const at = x - 1
  const t = at + 7.5
  const sum = coefficients.reduce((all, c, i) => (i === 0 ? c : all + c / (at + i)), 0)
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}
