import type { Program } from '../program/program.ts'
import type { Delivery, Happening } from './happening.ts'
import { createSimulation } from './simulation.ts'
import { createTally, type Tally } from './tally.ts'

export interface SimulateOptions {
  /** Up to this instant, ms: what is delivered later is left out. */
  readonly until?: number
  /** Told of every record, by how many there have been. */
  readonly delivered?: (records: number) => void
}

/** So long after the last record it goes on, where nobody says until when. */
const pendingMs = 90 * 86_400_000

/** So much virtual time passes at once, so that what happens can be told on the way. */
const stepMs = 86_400_000

/** When a simulation of these ends unless told otherwise. */
export const endOf = (deliveries: readonly Delivery[]): number =>
  deliveries.reduce((last, { at }) => Math.max(last, at), 0) + pendingMs

/**
 * Lives a history in virtual time: no clock, no disk. Gives what happens in the order in which it does, some at a time, and in
 * the end what has become of it all.
 *
 * @example
 * for (const some of simulate(program, deliveries)) for (const { at, subject, transition } of some) …
 */
export function* simulate(
  program: Program,
  deliveries: readonly Delivery[],
  options: SimulateOptions = {},
): Generator<readonly Happening[], Tally> {
  const tally = createTally()
  let some: Happening[] = []
  const simulation = createSimulation(program, (happening) => {
    tally.note(happening)
    some.push(happening)
  })
  const take = (): readonly Happening[] => {
    const taken = some
    some = []
    return taken
  }
  const inTime = deliveries.toSorted((a, b) => a.at - b.at)
  const until = options.until ?? endOf(deliveries)
  let records = 0
  for (const delivery of inTime) {
    if (delivery.at > until) break
    simulation.deliver(delivery)
    records++
    options.delivered?.(records)
    if (some.length > 0) yield take()
  }
  for (let due = simulation.earliestDue(); due !== undefined && due <= until; ) {
    simulation.passTo(Math.min(due + stepMs, until))
    if (some.length > 0) yield take()
    due = simulation.earliestDue()
  }
  return tally.sum({ states: simulation.states, events: simulation.events(), records, until })
}
