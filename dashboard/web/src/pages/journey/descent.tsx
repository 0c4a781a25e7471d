import type { JourneyOf } from './stretches.ts'

const width = 1000
const height = 130
const top = 4

/** The line that goes down from step to step, with soft falls between level stretches. */
const points = (journey: JourneyOf): readonly { readonly x: number; readonly y: number }[] => {
  const slot = width / (journey.steps.length + 1)
  return [1, ...journey.steps.map((step) => step.cameOfAll)].map((share, at) => ({
    x: at * slot,
    y: top + (1 - share) * (height - top - 2),
  }))
}

const stretch = (
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): string => {
  const start = from.x + (to.x - from.x) * 0.52
  const middle = (start + to.x) / 2
  return `H${start.toFixed(1)}C${middle.toFixed(1)} ${from.y.toFixed(1)} ${middle.toFixed(1)} ${to.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`
}

const startOf = (from: { readonly x: number }, to: { readonly x: number }): number =>
  from.x + (to.x - from.x) * 0.52

/** How many come this far, drawn as a descent; the stretch where most are lost is orange. The words beside it say the same. */
export const Descent = ({
  journey,
  label,
}: {
  readonly journey: JourneyOf
  readonly label: string
}) => {
  const all = points(journey)
  const [first] = all
  if (!first) return null
  const down = all
    .slice(1)
    .map((to, at) => stretch(all[at] ?? first, to))
    .join('')
  const line = `M0 ${first.y}${down}H${width}`
  const lost = journey.bottleneck ? journey.steps.indexOf(journey.bottleneck) : -1
  const from = all[lost]
  const to = all[lost + 1]
  const fall =
    from && to && lost >= 0 ? `M${startOf(from, to)} ${from.y}${stretch(from, to)}` : undefined
  return (
    <svg
      class="descent"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path class="descent-area" d={`${line}V${height}H0Z`} />
      {fall && from && to && (
        <path class="descent-lost" d={`${fall}V${height}H${startOf(from, to)}Z`} />
      )}
      <path class="descent-line" d={line} vector-effect="non-scaling-stroke" />
      {fall && (
        <path class="descent-line" data-is="lost" d={fall} vector-effect="non-scaling-stroke" />
      )}
      <path
        class="descent-ground"
        d={`M0 ${height - 0.5}H${width}`}
        vector-effect="non-scaling-stroke"
      />
    </svg>
  )
}
