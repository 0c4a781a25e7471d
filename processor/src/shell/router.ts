import type { RelayRecord, StateEnvelope } from '@waymark/schemas'
import {
  type EventLog,
  epochsAt,
  type LogRecord,
  type NewRecord,
  type Subscription,
} from '@waymark/storage'
import { createEnvelopeReader } from './newest-epoch.ts'

export const routerGroup = 'router'

const debtsOf = (record: LogRecord, envelope: StateEnvelope): readonly NewRecord[] =>
  envelope.t.flatMap((transition, i): readonly NewRecord[] => {
    if (transition.t !== 'owed') return []
    const value: RelayRecord = {
      v: 1,
      from: envelope.s,
      p: record.partition,
      o: record.offset,
      i,
      at: transition.at,
      debt: transition.debt,
      ...(transition.quiet ? { quiet: true as const } : {}),
    }
    return [{ topic: 'relay', key: transition.to, value: Buffer.from(JSON.stringify(value)) }]
  })

interface RouterDeps {
  readonly log: EventLog
  readonly partitions: readonly number[] | undefined
}

/**
 * Carries debts from `state` to `relay`, in offset order, one request in flight for each partition. A debt carried twice after
 * a crash is known by its origin and folded once.
 */
export const startRouter = async ({ log, partitions }: RouterDeps): Promise<Subscription> => {
  const committed = await log.committed(routerGroup, 'state')
  const owned = committed.map((next, p) => (partitions?.includes(p) === false ? undefined : next))
  const epochs = await epochsAt(log, owned)
  const envelopeOf = createEnvelopeReader((partition) => epochs[partition])
  return log.subscribe({
    topics: ['state'],
    ...(partitions ? { partitions } : {}),
    from: (_topic, partition) => committed[partition] ?? 0,
    onBatch: async (batch) => {
      const debts = batch.records.flatMap((record) => {
        const envelope = envelopeOf(record)
        return envelope ? debtsOf(record, envelope) : []
      })
      if (debts.length > 0) await log.append(debts)
      await log.commit(routerGroup, 'state', batch.partition, batch.next)
    },
  })
}
