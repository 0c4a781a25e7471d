import type { Topic } from '@waymark/schemas'
import type { Cluster, Message } from 'kafkajs'
import type { NewRecord, Position } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { produce } from './produce.ts'

/** A request takes at most this much, and a partition of it at most a batch that its topic accepts. */
const REQUEST_BYTES = 16 * 1024 * 1024
const PARTITION_BYTES = 4 * 1024 * 1024
/** With more than this waiting, appends are refused rather than kept in memory. */
const WAITING_BYTES = 128 * 1024 * 1024

export interface PlacedRecord {
  readonly record: NewRecord
  readonly partition: number
}

interface Call {
  readonly positions: Position[]
  left: number
  written: number
  failed: boolean
  readonly resolve: (positions: readonly Position[]) => void
  readonly reject: (error: unknown) => void
}

interface Entry extends PlacedRecord {
  readonly call: Call
  readonly index: number
}

export interface TopicProducer {
  /** Resolves with the positions in the order given, once all replicas in sync have the records. */
  readonly append: (records: readonly PlacedRecord[]) => Promise<readonly Position[]>
  /** Resolves when nothing waits any more. */
  readonly drained: () => Promise<void>
}

const sizeOf = ({ record }: PlacedRecord): number =>
  record.key.length + (record.value?.length ?? 0) + 32

const messageOf = ({ key, value }: NewRecord): Message => ({
  key,
  value: value === null ? null : Buffer.from(value.buffer, value.byteOffset, value.byteLength),
})

const partlyWritten = (cause: unknown): StorageError =>
  new StorageError('some records of the call were written and others perhaps not', {
    code: 'unknown_outcome',
    retryable: false,
    cause,
  })

const fail = (call: Call, error: unknown): void => {
  if (call.failed) return
  call.failed = true
  call.reject(call.written > 0 ? partlyWritten(error) : error)
}

/** How many entries from the front fit one request; at least one. */
const fitting = (entries: readonly Entry[]): number => {
  const ofPartition = new Map<number, number>()
  let total = 0
  let count = 0
  for (const entry of entries) {
    const bytes = (ofPartition.get(entry.partition) ?? 0) + sizeOf(entry)
    total += sizeOf(entry)
    if (count > 0 && (bytes > PARTITION_BYTES || total > REQUEST_BYTES)) break
    ofPartition.set(entry.partition, bytes)
    count += 1
  }
  return count
}

const group = (entries: readonly Entry[]): ReadonlyMap<number, Entry[]> => {
  const groups = new Map<number, Entry[]>()
  for (const entry of entries) {
    const ofPartition = groups.get(entry.partition)
    if (ofPartition) ofPartition.push(entry)
    else groups.set(entry.partition, [entry])
  }
  return groups
}

/**
 * One topic's way to the brokers: while a request is on its way, the next collects what arrives. One request in flight,
 * so that what is appended later lies later, whatever fails; and a request is never repeated, so nothing is there twice.
 */
export const createTopicProducer = (
  cluster: Cluster,
  topic: Topic,
  kafkaTopic: string,
): TopicProducer => {
  let waiting: Entry[] = []
  let waitingBytes = 0
  let running: Promise<void> | undefined

  const take = (): readonly Entry[] => {
    const rest = waiting.splice(fitting(waiting))
    const taken = waiting
    waiting = rest
    for (const entry of taken) waitingBytes -= sizeOf(entry)
    // The rest of a call that failed is not written: its caller has to look first.
    return taken.filter(({ call }) => !call.failed)
  }

  const settle = ({ call, index, partition }: Entry, offset: number): void => {
    call.positions[index] = { topic, partition, offset }
    call.written += 1
    call.left -= 1
    if (call.left === 0) call.resolve(call.positions)
  }

  const send = async (entries: readonly Entry[]): Promise<void> => {
    const groups = group(entries)
    const messages = new Map(
      [...groups].map(([partition, ofPartition]) => [
        partition,
        ofPartition.map(({ record }) => messageOf(record)),
      ]),
    )
    try {
      const bases = await produce(cluster, kafkaTopic, messages)
      for (const [partition, ofPartition] of groups) {
        const base = bases.get(partition)
        if (base === undefined) throw partlyWritten(undefined)
        ofPartition.forEach((entry, i) => {
          settle(entry, base + i)
        })
      }
    } catch (error) {
      for (const { call } of entries) fail(call, error)
      await cluster.refreshMetadata().catch(() => undefined)
    }
  }

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Once per turn, so that what arrives together is sent together.
      await new Promise((resolve) => setImmediate(resolve))
      const entries = take()
      if (entries.length > 0) await send(entries)
    }
    running = undefined
  }

  return {
    append: (records) =>
      new Promise((resolve, reject) => {
        if (waitingBytes > WAITING_BYTES) {
          throw new StorageError('more is waiting for the brokers than memory may hold', {
            code: 'unavailable',
            retryable: true,
          })
        }
        const call: Call = {
          positions: new Array<Position>(records.length),
          left: records.length,
          written: 0,
          failed: false,
          resolve,
          reject,
        }
        records.forEach((placed, index) => {
          waiting.push({ ...placed, call, index })
          waitingBytes += sizeOf(placed)
        })
        running ??= sendAll()
      }),
    drained: async () => {
      await running
    },
  }
}
