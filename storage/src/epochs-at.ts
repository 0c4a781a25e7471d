import type { EventLog, LogRecord } from './event-log.ts'
import { readRanges } from './read-range.ts'
import { createStateReader, parseStateHead } from './state-reader.ts'
import type { Stretch } from './way-to-end.ts'

/** More than a replaced owner writes in one go; where nothing lies there, it is looked further back. */
const lookBackDefault = 1000
const furtherBy = 10

interface Sought {
  readonly partition: number
  readonly start: number
  readonly before: number
  readonly offset: number
}

/** The next stretch to look at, backwards. */
const stretchOf = ({ partition, start, before, offset }: Sought, back: number): Stretch => ({
  partition,
  from: Math.max(start, offset - back),
  to: before,
})

/**
 * The epochs that are in force on `state` right before the given offsets, one of a partition; `undefined` where none is told or
 * nothing lies before. Whoever begins to read there would else take a late record of a replaced owner, the first that it
 * meets, for one that counts.
 *
 * @example const reader = createStateReader({ known: (partition) => epochs[partition] })
 */
export const epochsAt = async (
  log: EventLog,
  offsets: readonly (number | undefined)[],
  lookBack = lookBackDefault,
): Promise<readonly (number | undefined)[]> => {
  const [starts, ends] = await Promise.all([log.starts('state'), log.ends('state')])
  const reader = createStateReader({ parse: parseStateHead })
  const look = (record: LogRecord): void => {
    try {
      reader.lineOf(record)
    } catch {
      // Whoever reads what counts meets it; here it tells nothing.
    }
  }
  let sought = offsets.map((wanted = 0, partition): Sought => {
    const offset = Math.min(wanted, ends[partition] ?? 0)
    return { partition, start: starts[partition] ?? 0, before: offset, offset }
  })
  for (let back = lookBack; ; back *= furtherBy) {
    sought = sought.filter(
      ({ partition, start, before }) => before > start && reader.epochOf(partition) === undefined,
    )
    if (sought.length === 0) return offsets.map((_, partition) => reader.epochOf(partition))
    const stretches = sought.map((one) => stretchOf(one, back))
    await readRanges(log, { topic: 'state', stretches }, look)
    sought = sought.map((one, i) => ({ ...one, before: stretches[i]?.from ?? one.start }))
  }
}
