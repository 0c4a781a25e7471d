import type { Estimated, Reading } from '@waymark/schemas/api/results'
import { placeOn } from './say-results.ts'

interface WhiskerProps {
  readonly estimated: Estimated
  readonly reach: number
  readonly reading: Reading
}

/** An estimate as a dot, with the line that the truth lies on, around no difference in the middle. Its words stand beside it. */
export const Whisker = ({ estimated, reach, reading }: WhiskerProps) => {
  const { value, low, high } = estimated
  const [from, at, to] = [low, value, high].map((one) => placeOn(reach, one))
  return (
    <svg
      class="whisker"
      data-reading={reading}
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line class="whisker-zero" x1="50" x2="50" y1="0" y2="12" />
      <line class="whisker-line" x1={from} x2={to} y1="6" y2="6" />
      <line class="whisker-dot" x1={at} x2={at} y1="6" y2="6" />
    </svg>
  )
}
