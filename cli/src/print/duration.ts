const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** A span exactly, in the units that it takes: `3 d`, `1 d 12 h`, `90 s` as `1 min 30 s`. */
export const sayDuration = (ms: number): string => {
  let rest = ms
  const parts = units.flatMap(([name, size]) => {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    return whole > 0 ? [`${whole} ${name}`] : []
  })
  return parts.join(' ') || `${ms} ms`
}
