import type { Topic } from '@waymark/schemas'
import type { EventLog, LogBatch, Subscription } from './event-log.ts'
import { measureWay } from './way-to-end.ts'

/** A subscription to all of a topic, or to all behind where somebody had come to. */
export interface Following extends Subscription {
  /** Resolves once everything that was in the topic at the start has been applied; rejects where the subscription died before. */
  readonly caughtUp: Promise<void>
}

/** Where to begin, for who kept what the topic had said before. */
export interface Onward {
  readonly topic: Topic
  readonly from: (partition: number) => number
}

/**
 * Follows all of a topic, from its oldest record on unless told otherwise, to know what it says.
 *
 * @example
 * const definitions = await followTopic(log, 'definitions', view.apply)
 * await definitions.caughtUp
 */
export const followTopic = async (
  log: EventLog,
  wanted: Topic | Onward,
  apply: (batch: LogBatch) => Promise<void> | void,
): Promise<Following> => {
  const { topic, from } = typeof wanted === 'string' ? { topic: wanted, from: () => 0 } : wanted
  const ends = await log.ends(topic)
  const stretches = ends.map((to, partition) => ({ partition, from: from(partition), to }))
  const way = await measureWay(log, topic, stretches)
  const subscription = await log.subscribe({
    topics: [topic],
    from: (_topic, partition) => from(partition),
    onBatch: async (batch) => {
      await apply(batch)
      way.note(batch)
    },
    onSkip: way.note,
  })
  const caughtUp = Promise.race([way.over, subscription.done])
  // Who does not wait for it hears of the failure by `done`.
  caughtUp.catch(() => undefined)
  return { ...subscription, caughtUp }
}
