import type { GuideTarget } from '@waymark/schemas/api/guide-targets'
import { dayMs } from '../../words/duration.ts'
import { shortDay } from '../../words/time.ts'

const height = 36
const slot = 10

interface DayBarsProps {
  readonly days: GuideTarget['days']
  /** The first day. */
  readonly from: number
  readonly now: number
}

/** People by day: found above the line, missed below it. */
export const DayBars = ({ days, from, now }: DayBarsProps) => {
  const most = Math.max(1, ...days.flatMap(({ found, missed }) => [found, missed]))
  const half = height / 2
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most) * half))
  return (
    <svg
      class="day-bars"
      viewBox={`0 0 ${days.length * slot} ${height}`}
      preserveAspectRatio="xMinYMid"
      role="img"
      aria-label={`By day from ${shortDay(from, now)}: found for ${days.map(({ found }) => found).join(', ')}; not found for ${days.map(({ missed }) => missed).join(', ')}`}
    >
      <path class="day-line" d={`M0 ${half}H${days.length * slot}`} />
      {days.map(({ found, missed }, at) => (
        <g key={at}>
          <title>{`${shortDay(from + at * dayMs, now)}: found for ${found}, not for ${missed}`}</title>
          <rect
            x={at * slot + 1.5}
            width={slot - 3}
            y={half - tall(found)}
            height={tall(found)}
            class="day-found"
          />
          <rect
            x={at * slot + 1.5}
            width={slot - 3}
            y={half}
            height={tall(missed)}
            class="day-missed"
          />
        </g>
      ))}
    </svg>
  )
}
