import { type DebtsLine, markKey, type RelayRecord, type StateEnvelope } from '@waymark/schemas'
import {
  type EventLog,
  epochsAt,
  type LogRecord,
  type NewRecord,
  type Passed,
  type Subscription,
} from '@waymark/storage'
import { createLineReader } from './newest-epoch.ts'
import { isPosition } from './state-codec.ts'

export const routerGroup = 'router'

const debtsOf = (record: LogRecord, line: StateEnvelope | DebtsLine): readonly NewRecord[] =>
  line.t.flatMap((transition, i): readonly NewRecord[] => {
    if (transition.t !== 'owed') return []
    const value: RelayRecord = {
      v: 1,
      from: line.s,
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
  /** Told of every take-over that it meets, this process's own among them. */
  readonly onTakeOver?: (partition: number, epoch: number) => void
}

/**
 * Carries debts from `state` to `relay`, in offset order, one request in flight for each partition. A debt carried twice after
 * a crash is known by its origin and folded once.
 */
export const startRouter = async ({
  log,
  partitions,
  onTakeOver,
}: RouterDeps): Promise<Subscription> => {
  const committed = await log.committed(routerGroup, 'state')
  const owned = committed.map((next, p) => (partitions?.includes(p) === false ? undefined : next))
  const epochs = await epochsAt(log, { topic: 'state', offsets: owned })
  const lineOf = createLineReader((partition) => epochs[partition])
  const commit = ({ partition, next }: Passed): Promise<void> =>
    log.commit(routerGroup, 'state', partition, next)
  return log.subscribe({
    topics: ['state'],
    ...(partitions ? { partitions } : {}),
    from: (_topic, partition) => committed[partition] ?? 0,
    onBatch: async (batch) => {
      const debts = batch.records.flatMap((record) => {
        if (record.key === markKey) onTakeOver?.(record.partition, record.offset)
        const line = lineOf(record)
        return line && !isPosition(line) ? debtsOf(record, line) : []
      })
      if (debts.length > 0) await log.append(debts)
      await commit(batch)
    },
    onSkip: commit,
  })
}
