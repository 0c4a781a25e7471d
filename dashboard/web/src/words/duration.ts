export const dayMs = 86_400_000

const units = [
  ['d', dayMs],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** The two largest units that say something: `3 d 12 h`, `4 min`, `52 s`, `240 ms`. */
export const sayDuration = (ms: number): string => {
  const first = units.findIndex(([, size]) => ms >= size)
  const unit = units[first]
  if (!unit) return `${Math.round(ms)} ms`
  const [name, size] = unit
  const whole = Math.floor(ms / size)
  const next = units[first + 1]
  if (!next || whole >= 10 || name === 'min') return `${Math.round(ms / size)} ${name}`
  const rest = Math.floor((ms - whole * size) / next[1])
  return rest > 0 ? `${whole} ${name} ${rest} ${next[0]}` : `${whole} ${name}`
}

const words = [
  ['day', dayMs],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** In a sentence, as its author wrote it: `7 days`, `36 hours`, `1 day`. Shorter: as `sayDuration`. */
export const saySpan = (ms: number): string => {
  const fitting = words.find(([, size]) => ms >= size && ms % size === 0)
  if (!fitting) return sayDuration(ms)
  const [word, size] = fitting
  return `${ms / size} ${word}${ms === size ? '' : 's'}`
}
