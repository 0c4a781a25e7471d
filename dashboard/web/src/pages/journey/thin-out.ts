/** Some that are left out: from one place up to another, that one not included. */
export interface Gap {
  readonly from: number
  readonly until: number
}

/** As many can be read at a glance; of more the first, the last and those around the worst are shown. */
export const mostAtOnce = 12

const first = 4
const last = 3
const around = 1

/** Fewer are not worth a line that says they are left out. */
const leastGap = 3

/**
 * Which of `count` steps are left out where they are many; nothing of the few. `look` is the place of the one to look at.
 *
 * @example thinOut(170, 90) // [{ from: 4, until: 89 }, { from: 92, until: 167 }]
 */
export const thinOut = (count: number, look: number | undefined): readonly Gap[] => {
  if (count <= mostAtOnce) return []
  const kept = new Set([
    ...Array.from({ length: first }, (_, at) => at),
    ...Array.from({ length: last }, (_, at) => count - 1 - at),
    ...(look === undefined
      ? []
      : Array.from({ length: 2 * around + 1 }, (_, at) => look - around + at)),
  ])
  const places = [...kept].filter((at) => at >= 0 && at < count).toSorted((a, b) => a - b)
  return places.flatMap((at, place) => {
    const until = places[place + 1] ?? count
    return until - at - 1 >= leastGap ? [{ from: at + 1, until }] : []
  })
}
