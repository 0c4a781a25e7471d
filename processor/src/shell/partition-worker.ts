import type { Logger, Metrics } from '@waymark/runtime'
import type { Topic } from '@waymark/schemas'
import type { EventLog, LogBatch, Position } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { createAcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { type Arrived, type FoldBatchDeps, foldBatch, readArrived } from './fold-batch.ts'
import { createSubjects } from './subjects.ts'
import { takeOver } from './take-over.ts'

export interface WorkerDeps {
  readonly log: EventLog
  readonly cache: Cache
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly programOf: (env: string) => Program
  /** Names this process in take-over marks. */
  readonly owner: string
  /** Subjects and message ids kept as objects, per partition. */
  readonly hot: number
}

/** The one writer of a partition's subjects. */
export interface PartitionWorker {
  readonly partition: number
  readonly takeOver: () => Promise<void>
  readonly handle: (batch: LogBatch) => Promise<void>
  /** Fires what is due by `now`, in bounded batches; the caller has made sure that everything before `now` is folded. */
  readonly fire: (now: number) => Promise<void>
  readonly earliestDue: () => number | undefined
  /** The next offset of a source topic that has not been folded. */
  readonly folded: (topic: 'events' | 'relay') => number
}

export const consumerGroup = 'processor'

const dueBatch = 256

const last = (positions: readonly Position[], topic: Topic): number | undefined =>
  positions.findLast((p) => p.topic === topic)?.offset

/** Runs the given work one at a time, in the order given. */
const createQueue = () => {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = tail.then(work)
    tail = next.catch(() => undefined)
    return next
  }
}

export const createPartitionWorker = (partition: number, deps: WorkerDeps): PartitionWorker => {
  const { log, cache, metrics } = deps
  const subjects = createSubjects(partition, cache, deps.hot)
  const ids = createAcceptedIds(cache, deps.hot * 4)
  const inTurn = createQueue()
  const folded = { events: 0, relay: 0 }
  let epoch = -1

  const write = async (arrived: readonly Arrived[]): Promise<void> => {
    const foldDeps: FoldBatchDeps = { partition, epoch, subjects, ids, programOf: deps.programOf }
    const began = performance.now()
    const { records, outcomes, dead } = foldBatch(foldDeps, arrived)
    metrics.folded(performance.now() - began)
    if (dead.length > 0) {
      const letters = dead.map((letter) => ({
        topic: 'deadletter' as const,
        key: letter.key || '?',
        value: Buffer.from(JSON.stringify(letter)),
      }))
      await log.append(letters)
      deps.logger.warn(
        { partition, count: dead.length, reason: dead[0]?.reason },
        'records went to the dead letters',
      )
    }
    if (records.length === 0) return
    const positions = await log.append(records, { atomic: true })
    for (const { subject, held, snapshot } of outcomes) subjects.put(subject, held, snapshot)
    const stateEnd = last(positions, 'state')
    const factsEnd = last(positions, 'facts')
    if (stateEnd !== undefined) cache.setPosition('state', partition, stateEnd + 1)
    if (factsEnd !== undefined) cache.setPosition('facts', partition, factsEnd + 1)
  }

  const handle = async (batch: LogBatch): Promise<void> => {
    const { arrived, dead } = readArrived(batch.records)
    if (dead.length > 0) {
      await log.append(
        dead.map((letter) => ({
          topic: 'deadletter' as const,
          key: letter.key || '?',
          value: Buffer.from(JSON.stringify(letter)),
        })),
      )
      deps.logger.warn(
        { partition, count: dead.length, reason: dead[0]?.reason },
        'records could not be read',
      )
    }
    await write(arrived)
    const topic = batch.topic === 'relay' ? 'relay' : 'events'
    folded[topic] = batch.next
    await log.commit(consumerGroup, topic, partition, batch.next)
  }

  const fire = async (now: number): Promise<void> => {
    for (;;) {
      await cache.flushed()
      const due = cache.dueBy(partition, now, dueBatch)
      if (due.length === 0) return
      await inTurn(() =>
        write(due.map(({ subject }) => ({ subject, input: { kind: 'clock' as const, now } }))),
      )
    }
  }

  return {
    partition,
    takeOver: async () => {
      epoch = await takeOver({ log, partition, owner: deps.owner, cache, subjects, ids })
      for (const topic of ['events', 'relay'] as const) {
        folded[topic] = (await log.committed(consumerGroup, topic))[partition] ?? 0
      }
    },
    handle: (batch) => inTurn(() => handle(batch)),
    fire,
    earliestDue: () => cache.earliestDue(partition),
    folded: (topic) => folded[topic],
  }
}
