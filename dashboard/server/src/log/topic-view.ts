import type { Logger } from '@waymark/runtime'
import { retryDelay } from '@waymark/runtime'
import type { Topic } from '@waymark/schemas'
import {
  type EventLog,
  followTopic,
  type LogRecord,
  type NewRecord,
  type Position,
  type Subscription,
} from '@waymark/storage'

/** A topic of one partition, followed into memory. */
export interface TopicView {
  /** Resolves once everything that lay in the topic when it was called has been applied. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** False before the first end is reached, and while the topic cannot be read. */
  readonly ready: () => boolean
  /** Appends, and resolves with the positions once this view shows them. */
  readonly write: (
    records: readonly { readonly key: string; readonly value: unknown }[],
  ) => Promise<readonly Position[]>
}

interface TopicViewOptions {
  readonly log: EventLog
  readonly logger: Logger
  readonly topic: Topic
  /** `value` is the record's JSON, `null` where the key was deleted. */
  readonly apply: (record: LogRecord, value: unknown) => void
  /** Forgets everything: what was deleted while nobody followed must not stay. */
  readonly reset: () => void
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const parse = (value: Uint8Array | null): unknown =>
  value === null ? null : JSON.parse(decoder.decode(value))

const encode = (topic: Topic, record: { key: string; value: unknown }): NewRecord => ({
  topic,
  key: record.key,
  value: record.value === null ? null : encoder.encode(JSON.stringify(record.value)),
})

/** How far a reader has come, and who waits for it to come further. */
const createProgress = () => {
  let waiters: { next: number; resolve: () => void; reject: (error: unknown) => void }[] = []
  let next = 0
  return {
    advance: (to: number): void => {
      next = Math.max(next, to)
      const due = waiters.filter((waiter) => waiter.next <= next)
      waiters = waiters.filter((waiter) => waiter.next > next)
      for (const waiter of due) waiter.resolve()
    },
    reached: (offset: number): Promise<void> =>
      offset <= next
        ? Promise.resolve()
        : new Promise((resolve, reject) => waiters.push({ next: offset, resolve, reject })),
    giveUp: (error: unknown): void => {
      for (const waiter of waiters) waiter.reject(error)
      waiters = []
    },
  }
}

/** Follows a topic into memory. A subscription that dies is begun again from the start. */
export const createTopicView = (options: TopicViewOptions): TopicView => {
  const { log, logger, topic, apply, reset } = options
  let subscription: Subscription | undefined
  const progress = createProgress()
  let live = false
  let stopped = false
  let failures = 0
  let retry: NodeJS.Timeout | undefined

  const applyRecord = (record: LogRecord): void => {
    let value: unknown
    try {
      value = parse(record.value)
    } catch (error) {
      // Only Waymark writes here: a record that is not JSON is a bug elsewhere. It must not keep everybody signed out.
      logger.error({ err: error, topic, offset: record.offset }, 'a record is not JSON')
      return
    }
    apply(record, value)
  }

  const failed = (error: unknown): void => {
    live = false
    progress.giveUp(error)
    if (stopped) return
    failures++
    logger.error({ err: error, topic, failures }, 'a topic cannot be followed; trying again')
    const delay = retryDelay(failures, { firstMs: 200, maxMs: 10_000 }, Math.random())
    retry = setTimeout(() => void follow().catch(failed), delay)
  }

  const follow = async (): Promise<void> => {
    reset()
    const following = await followTopic(log, topic, (batch) => {
      batch.records.forEach(applyRecord)
      progress.advance(batch.next)
    })
    subscription = following
    await following.caughtUp
    live = true
    failures = 0
    // One that died on the way has said so already.
    following.done.catch(failed)
  }

  return {
    start: follow,
    stop: async () => {
      stopped = true
      live = false
      clearTimeout(retry)
      await subscription?.stop()
      progress.giveUp(new Error(`${topic} is no longer followed`))
    },
    ready: () => live,
    write: async (records) => {
      const positions = await log.append(records.map((record) => encode(topic, record)))
      await progress.reached(Math.max(...positions.map((position) => position.offset)) + 1)
      return positions
    },
  }
}
