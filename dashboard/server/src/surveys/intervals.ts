import type { Estimated } from '@waymark/schemas/api/results'
import { studentT95 } from './student-t.ts'

/** The normal quantile of a two-sided 95%. */
const z = 1.959963984540054

type Interval = Pick<Estimated, 'low' | 'high'>

/**
 * A share, by Wilson's score interval: it never leaves [0, 1], and is no point where all or none of a few said the same.
 * Wilson, JASA 22 (1927).
 */
export const shareInterval = (part: number, of: number): Interval => {
  const share = part / of
  const middle = share + z ** 2 / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  const scale = 1 + z ** 2 / of
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

/**
 * The difference of two shares of the same people, who are in one, in the other or in neither, as an NPS has it. An adjusted Wald
 * interval: one more in each of the two. Bonett and Price, Journal of Educational and Behavioral Statistics 37 (2012).
 */
export const differenceInterval = (more: number, less: number, of: number): Interval => {
  const [a, b] = [(more + 1) / (of + 2), (less + 1) / (of + 2)]
  const half = z * Math.sqrt((a + b - (a - b) ** 2) / (of + 2))
  return { low: Math.max(-1, a - b - half), high: Math.min(1, a - b + half) }
}

/** A mean, by Student's t. None where fewer than two answered or all said the same: nothing then tells how far it may be off. */
export const meanInterval = (mean: number, deviation: number, of: number): Interval | undefined => {
  if (of < 2 || !(deviation > 0)) return undefined
  const half = (studentT95(of - 1) * deviation) / Math.sqrt(of)
  return { low: mean - half, high: mean + half }
}
