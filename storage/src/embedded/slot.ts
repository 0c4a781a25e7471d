import { type Retention, type Topic, topicNames, topics } from '@waymark/schemas'
import type { LogRecord } from '../event-log.ts'
import { topicIds } from './layout.ts'

/** Someone who wants the records of a slot as they become durable. */
export interface Listener {
  /** `records` are null where nobody asked for them in memory; `from` is the offset of the first. */
  readonly onDurable: (from: number, records: readonly LogRecord[]) => void
}

/** One partition of one topic, as this process knows it. Only the group commit moves `end` and `at`. */
export interface Slot {
  readonly topic: Topic
  readonly topicId: number
  readonly partition: number
  readonly retention: Retention
  readonly listeners: Set<Listener>
  /** Lowest offset kept. */
  start: number
  /** The offset after the last durable record. */
  end: number
  /** Append time of the newest record. */
  at: number
}

export type SlotTable = Readonly<Record<Topic, readonly Slot[]>>

export const createSlots = (partitions: number): SlotTable => {
  const slotsOf = (topic: Topic): readonly Slot[] =>
    Array.from({ length: topics[topic].spread === 'one' ? 1 : partitions }, (_, partition) => ({
      topic,
      topicId: topicIds[topic],
      partition,
      retention: topics[topic].retention,
      listeners: new Set<Listener>(),
      start: 0,
      end: 0,
      at: 0,
    }))
  return Object.fromEntries(topicNames.map((topic) => [topic, slotsOf(topic)])) as Record<
    Topic,
    readonly Slot[]
  >
}

export const allSlots = (table: SlotTable): readonly Slot[] =>
  topicNames.flatMap((topic) => table[topic])
