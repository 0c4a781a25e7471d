import type { Topic } from '@waymark/schemas'
import type { EventLog, LogBatch, Subscription } from '@waymark/storage'

/** A subscription that began at the oldest kept record. */
export interface Following {
  /** Resolves once everything that was in the topic at the start has been applied. */
  readonly caughtUp: Promise<void>
  /** Rejects when the subscription died; resolves on `stop`. */
  readonly done: Promise<void>
  readonly stop: () => Promise<void>
}

interface Progress {
  readonly reached: Promise<void>
  readonly note: (batch: LogBatch) => void
}

/** The newest record of a partition is never deleted, so its end as it is now will be delivered. */
const trackProgress = async (log: EventLog, topic: Topic): Promise<Progress> => {
  const ends = await log.ends(topic)
  const starts = await log.starts(topic)
  const behind = new Set(ends.keys())
  for (const [partition, end] of ends.entries()) {
    if ((starts[partition] ?? 0) >= end) behind.delete(partition)
  }
  const { promise: reached, resolve } = Promise.withResolvers<void>()
  if (behind.size === 0) resolve()
  return {
    reached,
    note: ({ partition, next }) => {
      if (next >= (ends[partition] ?? 0)) behind.delete(partition)
      if (behind.size === 0) resolve()
    },
  }
}

/** Follows a topic that keeps the latest of each key, from its oldest record on. Commits nothing: what it builds is memory. */
export const followTopic = async (
  log: EventLog,
  topic: Topic,
  apply: (batch: LogBatch) => void,
): Promise<Following> => {
  const progress = await trackProgress(log, topic)
  const subscription: Subscription = await log.subscribe({
    topics: [topic],
    from: () => 0,
    onBatch: (batch) => {
      apply(batch)
      progress.note(batch)
    },
  })
  return {
    caughtUp: progress.reached,
    done: subscription.done,
    stop: subscription.stop,
  }
}
