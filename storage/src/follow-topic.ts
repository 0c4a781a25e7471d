import type { Topic } from '@waymark/schemas'
import type { EventLog, LogBatch, Subscription } from './event-log.ts'
import { measureWay } from './way-to-end.ts'

/** A subscription that began at the oldest kept record. */
export interface Following extends Subscription {
  /** Resolves once everything that was in the topic at the start has been applied; rejects where the subscription died before. */
  readonly caughtUp: Promise<void>
}

/**
 * Follows all of a topic from its oldest record on, to build in memory what it says.
 *
 * @example
 * const definitions = await followTopic(log, 'definitions', view.apply)
 * await definitions.caughtUp
 */
export const followTopic = async (
  log: EventLog,
  topic: Topic,
  apply: (batch: LogBatch) => void,
): Promise<Following> => {
  const ends = await log.ends(topic)
  const stretches = ends.map((to, partition) => ({ partition, from: 0, to }))
  const way = await measureWay(log, topic, stretches)
  try {
    const subscription = await log.subscribe({
      topics: [topic],
      from: () => 0,
      onBatch: (batch) => {
        apply(batch)
        way.note(batch)
      },
    })
    const { done } = subscription
    const caughtUp = Promise.race([way.over, done]).finally(way.stop)
    // Who does not wait for it hears of the failure by `done`.
    caughtUp.catch(() => undefined)
    return { ...subscription, caughtUp }
  } catch (error) {
    way.stop()
    throw error
  }
}
