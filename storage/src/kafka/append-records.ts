import type { Topic } from '@waymark/schemas'
import type { Position } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import type { PlacedRecord, TopicProducer } from './topic-producer.ts'

interface TopicShare {
  readonly topic: Topic
  readonly records: PlacedRecord[]
  /** Where each record stood in the call. */
  readonly places: number[]
}

/** The records of each topic, in the order in which topics are first mentioned. */
const share = (records: readonly PlacedRecord[]): readonly TopicShare[] => {
  const shares = new Map<Topic, TopicShare>()
  records.forEach((placed, i) => {
    const { topic } = placed.record
    const known = shares.get(topic) ?? { topic, records: [], places: [] }
    known.records.push(placed)
    known.places.push(i)
    shares.set(topic, known)
  })
  return [...shares.values()]
}

const partly = (cause: unknown): StorageError =>
  new StorageError('some topics of the call were written and others perhaps not', {
    code: 'unknown_outcome',
    retryable: false,
    cause,
  })

/**
 * Hands records to the producers of their topics: together, or one topic after the other where the order between topics
 * matters (`atomic`: Kafka without transactions cannot do all or nothing).
 */
export const appendRecords = async (
  producers: Readonly<Record<Topic, TopicProducer>>,
  records: readonly PlacedRecord[],
  inTurn: boolean,
): Promise<readonly Position[]> => {
  const shares = share(records)
  const [only] = shares
  if (only && shares.length === 1) return producers[only.topic].append(records)
  const positions = new Array<Position>(records.length)
  const append = async ({ topic, records: ofTopic, places }: TopicShare): Promise<void> => {
    const ofShare = await producers[topic].append(ofTopic)
    ofShare.forEach((position, i) => {
      positions[places[i] as number] = position
    })
  }
  if (inTurn) {
    for (const [i, one] of shares.entries()) {
      await append(one).catch((error: unknown) => {
        throw i === 0 ? error : partly(error)
      })
    }
    return positions
  }
  const results = await Promise.allSettled(shares.map(append))
  const failed = results.filter((result) => result.status === 'rejected')
  if (failed.length > 0)
    throw failed.length === results.length ? failed[0]?.reason : partly(failed[0]?.reason)
  return positions
}
