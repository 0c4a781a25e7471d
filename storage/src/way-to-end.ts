import type { Topic } from '@waymark/schemas'
import type { EventLog, Passed } from './event-log.ts'

/** From an offset (inclusive) to another (exclusive) of one partition. */
export interface Stretch {
  readonly partition: number
  readonly from: number
  readonly to: number
}

/** What somebody who set out for some ends has still to read. */
export interface Way {
  /** Resolves when all of it has been noted, or is kept no longer. */
  readonly over: Promise<void>
  readonly isOver: () => boolean
  /** Where to begin in a partition: what is no longer kept is left out. */
  readonly from: (partition: number) => number
  readonly note: (passed: Passed) => void
}

const createAhead = (stretches: readonly Stretch[]) => {
  const ends = new Map(stretches.map(({ partition, to }) => [partition, to]))
  const { promise: over, resolve } = Promise.withResolvers<void>()
  if (ends.size === 0) resolve()
  return {
    over,
    isOver: () => ends.size === 0,
    pass: (partition: number, next: number): void => {
      if (next >= (ends.get(partition) ?? Number.POSITIVE_INFINITY)) ends.delete(partition)
      if (ends.size === 0) resolve()
    },
  }
}

/** Measures the way through stretches of a topic, one of a partition. */
export const measureWay = async (
  log: EventLog,
  topic: Topic,
  stretches: readonly Stretch[],
): Promise<Way> => {
  const { over, isOver, pass } = createAhead(stretches)
  const starts = await log.starts(topic)
  for (const { partition, from } of stretches) pass(partition, from)
  for (const [partition, start] of starts.entries()) pass(partition, start)
  const froms = new Map(stretches.map(({ partition, from }) => [partition, from]))
  return {
    over,
    isOver,
    from: (partition) => Math.max(froms.get(partition) ?? 0, starts[partition] ?? 0),
    note: ({ partition, next }) => pass(partition, next),
  }
}
