import { luminanceOf, type Rgb } from '../kit.ts'

export type { Rgb }

/** Contrast of two colours, WCAG 2: 1 to 21. */
export const contrastOf = (one: Rgb, other: Rgb): number => {
  const [a, b] = [luminanceOf(one) + 0.05, luminanceOf(other) + 0.05]
  return Math.max(a, b) / Math.min(a, b)
}
