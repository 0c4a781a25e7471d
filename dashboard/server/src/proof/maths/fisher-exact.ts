import { logGamma } from './log-gamma.ts'
import type { TwoByTwo } from './two-by-two.ts'

const logChoose = (n: number, k: number): number =>
  logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/** Equal but for the last digits, as in R's fisher.test and in scipy. */
const asLikely = 1 + 1e-7

/**
 * How often chance alone fills a table with these margins at least as unlikely as this one is: Fisher's exact test, two-sided by the
 * sum of the probabilities that are not larger (Fisher, "Statistical Methods for Research Workers", 1934, section 21.02).
 */
export const fisherP = ({
  didAndReached: a,
  didOnly: b,
  reachedOnly: c,
  neither: d,
}: TwoByTwo): number => {
  const all = a + b + c + d
  const [did, reached] = [a + b, a + c]
  const ways = logChoose(all, did)
  const chanceOf = (x: number): number =>
    Math.exp(logChoose(reached, x) + logChoose(all - reached, did - x) - ways)
  const found = chanceOf(a) * asLikely
  let sum = 0
  for (let x = Math.max(0, did + reached - all); x <= Math.min(did, reached); x++) {
    const chance = chanceOf(x)
    if (chance <= found) sum += chance
  }
  return Math.min(1, sum)
}
