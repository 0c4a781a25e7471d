import type { EventLog, LogRecord } from './event-log.ts'
import { createFactsReader } from './facts-reader.ts'
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

/** What owners write to under their epochs. */
type OwnedTopic = 'state' | 'facts'

interface Places {
  readonly topic: OwnedTopic
  /** One of a partition. */
  readonly offsets: readonly (number | undefined)[]
}

/** Looks at records, and knows then which epoch is in force. */
const createLook = (topic: OwnedTopic) => {
  if (topic === 'facts') {
    const { counts, epochOf } = createFactsReader()
    return { look: counts, epochOf }
  }
  const { lineOf, epochOf } = createStateReader({ parse: parseStateHead })
  const look = (record: LogRecord): void => {
    try {
      lineOf(record)
    } catch {
      // Whoever reads what counts meets it; here it tells nothing.
    }
  }
  return { look, epochOf }
}

/**
 * The epochs that are in force on a topic right before the given offsets; `undefined` where none is told or
 * nothing lies before. Whoever begins to read there would else take a late record of a replaced owner, the first that it
 * meets, for one that counts.
 *
 * @example
 * const epochs = await epochsAt(log, { topic: 'state', offsets })
 * const reader = createStateReader({ known: (partition) => epochs[partition] })
 */
export const epochsAt = async (
  log: EventLog,
  { topic, offsets }: Places,
  lookBack = lookBackDefault,
): Promise<readonly (number | undefined)[]> => {
  const [starts, ends] = await Promise.all([log.starts(topic), log.ends(topic)])
  const { look, epochOf } = createLook(topic)
  let sought = offsets.map((wanted = 0, partition): Sought => {
    const offset = Math.min(wanted, ends[partition] ?? 0)
    return { partition, start: starts[partition] ?? 0, before: offset, offset }
  })
  for (let back = lookBack; ; back *= furtherBy) {
    sought = sought.filter(
      ({ partition, start, before }) => before > start && epochOf(partition) === undefined,
    )
    if (sought.length === 0) return offsets.map((_, partition) => epochOf(partition))
    const stretches = sought.map((one) => stretchOf(one, back))
    await readRanges(log, { topic, stretches }, look)
    sought = sought.map((one, i) => ({ ...one, before: stretches[i]?.from ?? one.start }))
  }
}
