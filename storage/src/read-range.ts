import type { Topic } from '@waymark/schemas'
import type { EventLog, LogRecord } from './event-log.ts'
import { measureWay, type Stretch } from './way-to-end.ts'

interface Wanted {
  readonly topic: Topic
  /** At most so many records; all unless given. */
  readonly limit?: number
}

/** What is to be read of a partition. */
export interface Range extends Wanted {
  /** 0 unless given. */
  readonly partition?: number
  /** The first offset wanted; the oldest kept unless given. */
  readonly from?: number
  /** The first offset not wanted; unless given, the end that the partition has when it is asked for. */
  readonly to?: number
}

/** Several ranges of a topic, one of a partition, in one go. */
export interface Ranges extends Wanted {
  readonly stretches: readonly Stretch[]
}

type Take = (record: LogRecord) => void

/** Hands on what lies in the stretches, until there were enough. */
const createFilter = ({ stretches, limit }: Ranges, take: Take) => {
  const ends = new Map(stretches.map(({ partition, to }) => [partition, to]))
  const { promise: enough, resolve } = Promise.withResolvers<void>()
  let left = limit ?? Number.POSITIVE_INFINITY
  return {
    enough,
    offer: (record: LogRecord): void => {
      if (left <= 0 || record.offset >= (ends.get(record.partition) ?? 0)) return
      take(record)
      left -= 1
      if (left <= 0) resolve()
    },
  }
}

/** As `readRange`, for several partitions of a topic together: each in order, nothing said of the order between them. */
export const readRanges = async (log: EventLog, ranges: Ranges, take: Take): Promise<void> => {
  const { topic, stretches, limit } = ranges
  const way = await measureWay(log, topic, stretches)
  const filter = createFilter(ranges, take)
  if (way.isOver() || limit === 0) return
  const subscription = await log.subscribe({
    topics: [topic],
    partitions: stretches.map(({ partition }) => partition),
    from: (_topic, partition) => way.from(partition),
    ...(limit === undefined ? {} : { maxRecords: limit }),
    onBatch: (batch) => {
      batch.records.forEach(filter.offer)
      way.note(batch)
    },
    onSkip: way.note,
  })
  try {
    await Promise.race([way.over, filter.enough, subscription.done])
  } finally {
    await subscription.stop()
  }
}

/**
 * Hands the records of a range of one partition to `take`, in order; resolves when the last of them has been taken. Waits for
 * nothing that comes meanwhile.
 * @throws what the subscription ends with, or `take` throws
 *
 * @example await readRange(log, { topic: 'deliveries' }, (record) => records.push(record))
 */
export const readRange = async (log: EventLog, range: Range, take: Take): Promise<void> => {
  const { partition = 0, from = 0, to, ...wanted } = range
  const end = to ?? (await log.ends(wanted.topic))[partition] ?? 0
  await readRanges(log, { ...wanted, stretches: [{ partition, from, to: end }] }, take)
}
