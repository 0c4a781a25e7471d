/** The share of Student's t between −t and t. Abramowitz and Stegun, 26.7.3 and 26.7.4: finite sums for whole degrees of freedom. */
const between = (t: number, freedom: number): number => {
  const angle = Math.atan(t / Math.sqrt(freedom))
  const [sine, square] = [Math.sin(angle), Math.cos(angle) ** 2]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? Math.cos(angle) : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (square * (k - 1)) / k
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

/** With so many it is the normal quantile to four digits, by its expansion (26.7.5). */
const many = 200
const normal = 1.959963984540054

/** Student's t that 95% lie within, both sides together: 12.706 for one degree of freedom, 2.262 for nine. */
export const studentT95 = (freedom: number): number => {
  if (freedom > many) return normal + (normal ** 3 + normal) / (4 * freedom)
  let [low, high] = [normal, 13]
  while (high - low > 1e-10) {
    const middle = (low + high) / 2
    if (between(middle, freedom) < 0.95) low = middle
    else high = middle
  }
  return high
}
