interface SparklineProps {
  readonly values: readonly number[]
  /** What it shows, as a sentence. */
  readonly label: string
  readonly form?: 'line' | 'bars'
}

const width = 240
const height = 40

const line = (values: readonly number[], most: number): string => {
  const step = width / Math.max(1, values.length - 1)
  return values
    .map(
      (value, at) =>
        `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${(height - 2 - (value / most) * (height - 6)).toFixed(1)}`,
    )
    .join('')
}

/** A small chart without axes; its finding is its label. */
export const Sparkline = ({ values, label, form = 'line' }: SparklineProps) => {
  const most = Math.max(1, ...values)
  const slot = width / Math.max(1, values.length)
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {form === 'bars' ? (
        values.map((value, at) => (
          <rect
            key={at}
            x={at * slot + slot * 0.12}
            width={slot * 0.76}
            y={height - Math.max(1, (value / most) * height)}
            height={Math.max(1, (value / most) * height)}
            class={value > 0 ? 'bar-fill' : 'bar-none'}
          />
        ))
      ) : (
        <>
          {values.length > 0 && (
            <path class="area-fill" d={`${line(values, most)}L${width} ${height}L0 ${height}Z`} />
          )}
          <path class="line-stroke" d={line(values, most)} vector-effect="non-scaling-stroke" />
        </>
      )}
    </svg>
  )
}
