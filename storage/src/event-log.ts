import type { Topic } from '@waymark/schemas'

/** A record on its way into the log. `partition` defaults to the partition of the key. */
export interface NewRecord {
  readonly topic: Topic
  readonly key: string
  /** `null` deletes the key of a topic that keeps the latest. */
  readonly value: Uint8Array | null
  readonly partition?: number
}

/** Where an appended record lies. Offsets of a partition only grow; they may have gaps. */
export interface Position {
  readonly topic: Topic
  readonly partition: number
  readonly offset: number
}

export interface LogRecord extends Position {
  readonly key: string
  readonly value: Uint8Array | null
  /** The log's own append time in ms since the epoch; within a partition it goes back only where the engine's clock was set back. */
  readonly at: number
}

/** Records of one partition in offset order. Never empty. */
export interface LogBatch {
  readonly topic: Topic
  readonly partition: number
  readonly records: readonly LogRecord[]
  /** The offset that the next batch starts at or after. */
  readonly next: number
}

/** Where a subscription has come to in a partition: it wants nothing before `next` any more. */
export type Passed = Pick<LogBatch, 'topic' | 'partition' | 'next'>

export interface SubscribeOptions {
  readonly topics: readonly Topic[]
  /** Which partitions to own of the topics spread by subject; all when absent. Ownership is static: nobody rebalances. */
  readonly partitions?: readonly number[]
  /**
   * Where to start in a partition: an offset; 0 is "the oldest kept". Asked once per topic and partition. Below what is kept it
   * starts at the oldest kept, and the log tells of what lay between (`onLost`).
   */
  readonly from: (topic: Topic, partition: number) => number | Promise<number>
  /**
   * Called for one batch of a partition at a time; the next batch of that partition waits for the promise.
   * Different partitions may be in flight together. A rejection stops the subscription and reaches `failed`.
   */
  readonly onBatch: (batch: LogBatch) => Promise<void> | void
  /**
   * Called, in turn with the batches of the partition, where the subscription goes on although no batch says so: what lay before
   * `next` is no longer kept. Whoever measures how far it is would else wait for a record that may never come.
   */
  readonly onSkip?: (passed: Passed) => Promise<void> | void
  readonly maxRecords?: number
  readonly maxBytes?: number
}

/** Records that somebody wanted to read and that were no longer kept. */
export interface Lost {
  readonly topic: Topic
  readonly partition: number
  /** The offset that was wanted next, … */
  readonly from: number
  /** … and the lowest that is kept. */
  readonly to: number
}

/** What every log tells its process. */
export interface EventLogDeps {
  /** Told when a subscription goes on behind records that it never delivered. Retention is too short, or a reader was away too long. */
  readonly onLost?: (lost: Lost) => void
}

export interface Subscription {
  /** Resolves after the batch in flight has been handled; nothing is delivered afterwards. */
  readonly stop: () => Promise<void>
  /** Rejects when the subscription died for a reason that is not `stop`; resolves on `stop`. */
  readonly done: Promise<void>
}

/**
 * The log: what passes between processes. Two adapters, `embedded` (LMDB) and `kafka`; one contract suite.
 *
 * Order: within a partition, by offset. Durability: a resolved `append` survives kill -9 and power loss (as the engine promises).
 */
export interface EventLog {
  /** Which log this is: the same whoever opens it whenever, and no other's. For who keeps on the disk what the log said. */
  readonly id: string
  /** Partitions of each topic spread by subject; fixed at install. Topics spread `one` have one. */
  readonly partitions: number
  /**
   * Appends and resolves with the positions, in the order given, once every record is durable.
   * Records of one call that share a partition get ascending offsets. With `atomic` an engine that can writes all or nothing
   * (embedded); one that cannot writes topic after topic in the order of first mention, each durable before the next begins.
   * @throws StorageError `unavailable`, `disk_full`, `too_large` (nothing was written), `unknown_outcome`.
   */
  readonly append: (
    records: readonly NewRecord[],
    options?: { readonly atomic?: boolean },
  ) => Promise<readonly Position[]>
  readonly subscribe: (options: SubscribeOptions) => Promise<Subscription>
  /** Per partition, the offset that the next append will get, found by a read that began after the call. */
  readonly ends: (topic: Topic) => Promise<readonly number[]>
  /** Per partition, the lowest offset still kept. */
  readonly starts: (topic: Topic) => Promise<readonly number[]>
  /** Stores how far `group` has come: the next offset it wants. Topics keep what their slowest group has not passed (embedded). */
  readonly commit: (group: string, topic: Topic, partition: number, next: number) => Promise<void>
  /** What `group` committed per partition; `undefined` where it never did. */
  readonly committed: (group: string, topic: Topic) => Promise<readonly (number | undefined)[]>
  /** Fails when nothing durable can be written now. Cheap; for readiness. */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}
