/** A number with what it should be. */
export interface Figure {
  readonly label: string
  readonly value: number
  readonly unit: string
  /** Whether more or less of it is good. */
  readonly better: 'more' | 'less'
  readonly must?: number
  readonly aim?: number
}

export type Verdict = 'aim' | 'must' | 'short' | 'no budget'

/** How a figure stands against its budget. */
export const verdictOf = ({ value, better, must, aim }: Figure): Verdict => {
  const reaches = (bound: number): boolean => (better === 'more' ? value >= bound : value <= bound)
  if (aim !== undefined && reaches(aim)) return 'aim'
  if (must === undefined) return 'no budget'
  return reaches(must) ? 'must' : 'short'
}

const digits = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : 2)

/** `81,234`, `12.3`, `0.42`. */
export const sayNumber = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits(value) })
