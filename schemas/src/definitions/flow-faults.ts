import type { Fault } from './fault.ts'
import { type StepShape, stepIdOf, waysOf } from './flow-ways.ts'

const hour = 3_600_000

type Steps = readonly StepShape[]

const idsOf = (steps: Steps): readonly string[] => steps.map(stepIdOf)

const sameIds = (steps: Steps): readonly Fault[] => {
  const ids = idsOf(steps)
  return ids.flatMap((id, place) =>
    ids.indexOf(id) === place
      ? []
      : [{ path: [place, 'id'], message: `another step is called ${id}` }],
  )
}

const unknownIds = (steps: Steps): readonly Fault[] => {
  const ids = new Set(idsOf(steps))
  return steps.flatMap((step, place) =>
    waysOf(step).flatMap(({ to, path }) =>
      to === undefined || ids.has(to)
        ? []
        : [{ path: [place, ...path], message: `there is no step "${to}" to go to` }],
    ),
  )
}

/** Places to which a step leads: those of its ways that take less than `ms`. */
const leadsTo = (steps: Steps, ms: number): readonly (readonly number[])[] => {
  const ids = idsOf(steps)
  return steps.map((step, place) =>
    waysOf(step)
      .filter(({ lasts }) => lasts < ms)
      .map(({ to }) => (to === undefined ? place + 1 : ids.indexOf(to)))
      .filter((next) => next >= 0 && next < steps.length),
  )
}

/** A loop without a long wait in it, by its places. */
const loopIn = (steps: Steps): readonly number[] | undefined => {
  const leads = leadsTo(steps, hour)
  const done = new Set<number>()
  const visit = (place: number, open: readonly number[]): readonly number[] | undefined => {
    if (open.includes(place)) return open.slice(open.indexOf(place))
    if (done.has(place)) return undefined
    for (const next of leads[place] ?? []) {
      const loop = visit(next, [...open, place])
      if (loop) return loop
    }
    done.add(place)
    return undefined
  }
  for (const place of steps.keys()) {
    const loop = visit(place, [])
    if (loop) return loop
  }
  return undefined
}

const loops = (steps: Steps): readonly Fault[] => {
  const loop = loopIn(steps)
  if (!loop) return []
  const ids = idsOf(steps)
  const names = loop.map((place) => ids[place]).join(' → ')
  const message = `goes round without a wait of an hour or more: ${names} → ${ids[loop[0] ?? 0]}`
  return [{ path: [loop[0] ?? 0], message }]
}

/** What only all steps of a flow together show: paths are within the list. */
export const faultsOfFlow = (steps: Steps): readonly Fault[] => [
  ...sameIds(steps),
  ...unknownIds(steps),
  ...loops(steps),
]

/** Steps that nobody can come to, by their places. */
export const unreachableIn = (steps: Steps): readonly number[] => {
  const leads = leadsTo(steps, Number.POSITIVE_INFINITY)
  const seen = new Set<number>()
  const visit = (place: number): void => {
    if (seen.has(place)) return
    seen.add(place)
    for (const next of leads[place] ?? []) visit(next)
  }
  visit(0)
  return [...steps.keys()].filter((place) => !seen.has(place))
}
