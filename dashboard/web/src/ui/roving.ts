/** Where an arrow key leads in a list of `count`; `undefined` for other keys. Wraps around. */
export const nextIndex = (key: string, here: number, count: number): number | undefined => {
  if (count === 0) return undefined
  if (key === 'ArrowDown' || key === 'ArrowRight') return (here + 1) % count
  if (key === 'ArrowUp' || key === 'ArrowLeft') return (here - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return undefined
}

interface Typed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** The next entry that starts with the typed letter, after `here`. */
export const typeAhead = (
  typed: Typed,
  here: number,
  labels: readonly string[],
): number | undefined => {
  if (typed.key.length !== 1 || typed.key === ' ' || typed.ctrlKey || typed.metaKey || typed.altKey)
    return undefined
  const letter = typed.key.toLowerCase()
  for (let step = 1; step <= labels.length; step++) {
    const at = (here + step) % labels.length
    if (labels[at]?.trim().toLowerCase().startsWith(letter)) return at
  }
  return undefined
}
