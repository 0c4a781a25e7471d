import type { DeliveryRecord, SubjectKey, Topic } from '@waymark/schemas'
import type { EventLog, LogRecord, Subscription } from '@waymark/storage'
import { createEnvelopeReader } from '../shell/newest-epoch.ts'

/** Follows what a life has written, to tell when nothing more will come by itself. */
export interface LifeWatch {
  /** When time alone changes something next. */
  readonly due: () => number
  /** Whether everything in the log has been seen here, and every delivery has been sent or dropped. */
  readonly isCalm: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

const watched: readonly Topic[] = ['state', 'deliveries']

export const watchLife = async (log: EventLog): Promise<LifeWatch> => {
  const dues = new Map<SubjectKey, number>()
  const pending = new Set<string>()
  const seen = new Map<string, number>()
  const envelopeOf = createEnvelopeReader()
  const noteState = (record: LogRecord): void => {
    const envelope = envelopeOf(record)
    if (envelope) dues.set(envelope.s, envelope.due ?? Number.POSITIVE_INFINITY)
  }
  const noteDelivery = ({ key, value }: LogRecord): void => {
    pending.delete(key)
    if (value === null) return
    const { status } = JSON.parse(Buffer.from(value).toString()) as DeliveryRecord
    if (status === 'waiting' || status === 'retrying') pending.add(key)
  }
  const subscription: Subscription = await log.subscribe({
    topics: watched,
    from: () => 0,
    onBatch: ({ topic, partition, records, next }) => {
      records.forEach(topic === 'state' ? noteState : noteDelivery)
      seen.set(`${topic}/${partition}`, next)
    },
  })
  const hasSeen = async (topic: Topic): Promise<boolean> =>
    (await log.ends(topic)).every((end, p) => (seen.get(`${topic}/${p}`) ?? 0) >= end)
  return {
    due: () => Math.min(Number.POSITIVE_INFINITY, ...dues.values()),
    isCalm: async () =>
      (await Promise.all(watched.map(hasSeen))).every(Boolean) && pending.size === 0,
    stop: subscription.stop,
  }
}
