import { inTurn, type Logger, type Metrics } from '@waymark/runtime'
import type { SubjectKey } from '@waymark/schemas'
import type { EventLog, LogBatch, Passed } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { createAcceptedIds } from './accepted-ids.ts'
import { createBurying } from './bury.ts'
import type { Cache, Whose } from './cache.ts'
import { createFolding } from './folding.ts'
import { createPartitionWriter } from './partition-writer.ts'
import { createSteadyWriting } from './steady-writing.ts'
import { createSubjects } from './subjects.ts'
import { takeOver } from './take-over.ts'

export interface WorkerDeps {
  readonly log: EventLog
  readonly cache: Cache
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly programOf: (env: string) => Program
  /** The next offset in `definitions` that programs do not reflect yet. */
  readonly definitionsRead: () => number
  /** Resolves once programs reflect what lies there. */
  readonly definitionsUpTo: (offset: number) => Promise<void>
  /** Names this process in take-over marks. */
  readonly owner: string
  /** Subjects kept as objects, per partition. */
  readonly hot: number
  /** How long a snapshot without transitions may wait, so that a busy subject is written once and not at every event. */
  readonly coalesceMs: () => number
  readonly onError: (error: unknown) => void
}

/** The one writer of a partition's subjects. */
export interface PartitionWorker {
  readonly partition: number
  readonly takeOver: () => Promise<void>
  /** Since when this is the writer: the offset of its mark. */
  readonly epoch: () => number
  readonly handle: (batch: LogBatch) => Promise<void>
  /** Goes on behind what is no longer kept. */
  readonly skip: (passed: Passed) => Promise<void>
  /** Fires what is due by `now`, in bounded batches; the caller has made sure that everything before `now` is folded. */
  readonly fire: (whose: Whose, now: number) => Promise<void>
  /** Looks at subjects to whom nothing happens with the definitions in force; what `fire` asks of `now` holds here, too. */
  readonly meet: (subjects: readonly SubjectKey[], now: number) => Promise<void>
  /** Writes what was folded with older definitions, and tells the log that none is used any more. */
  readonly takeUp: () => Promise<void>
  readonly earliestDue: (whose: Whose) => number | undefined
  /** The next offset of a source topic that has not been folded. */
  readonly folded: (topic: SourceTopic) => number
  /** Writes what waits, and takes nothing more. */
  readonly stop: () => Promise<void>
}

type SourceTopic = 'events' | 'relay'

export const consumerGroup = 'processor'

/** Commits on `definitions` under this say up to where a partition has taken definitions up. */
export const takenUpGroup = (partition: number): string => `taken-up-${partition}`

const dueBatch = 256
const unwrittenMost = 5000
const idsWaitingMost = 20_000

export const createPartitionWorker = (partition: number, deps: WorkerDeps): PartitionWorker => {
  const { log, cache, metrics } = deps
  const subjects = createSubjects(partition, cache, deps.hot)
  const ids = createAcceptedIds(cache, { most: idsWaitingMost, clock: deps.clock })
  const queue = inTurn()
  const folded = { events: 0, relay: 0 }
  let epoch = -1

  const programFor = (subject: SubjectKey): Program =>
    deps.programOf(subject.slice(0, subject.indexOf('/')))
  const writer = createPartitionWriter(partition, {
    ...{ log, cache, subjects, ids, programFor, consumerGroup },
  })

  const flush = (): Promise<void> => writer.flush(folded)

  const writing = createSteadyWriting({
    ...{ folded, queue, writer, unwritten: subjects.unwritten },
    ...{ waitMs: deps.coalesceMs, onError: deps.onError },
  })

  const folding = createFolding(partition, {
    ...{ log, metrics, logger: deps.logger, subjects, ids, writer, folded, flush, programFor },
    ...{ programOf: deps.programOf, bury: createBurying(partition, deps) },
    ...{ definitionsRead: deps.definitionsRead, definitionsUpTo: deps.definitionsUpTo },
  })

  const pass = ({ topic, next }: Passed): void => {
    folded[topic === 'relay' ? 'relay' : 'events'] = next
  }

  const skip = async (passed: Passed): Promise<void> => {
    pass(passed)
    writing.soon()
  }

  const handle = async (batch: LogBatch): Promise<void> => {
    await folding.records(batch.records)
    pass(batch)
    if (subjects.unwritten.count() >= unwrittenMost) await flush()
    else writing.soon()
  }

  const fire = async (whose: Whose, now: number): Promise<void> => {
    for (;;) {
      await cache.flushed()
      const due = subjects.dues[whose].by(now, dueBatch)
      if (due.length === 0) return
      const inputs = due.map(({ subject }) => ({ subject, input: { kind: 'clock' as const, now } }))
      await queue(() => folding.inputs(inputs))
      writing.soon()
    }
  }

  const meet = async (of: readonly SubjectKey[], now: number): Promise<void> => {
    const inputs = of.map((subject) => ({
      subject,
      input: { kind: 'clock' as const, now, meet: true as const },
    }))
    await folding.inputs(inputs)
    if (subjects.unwritten.count() >= unwrittenMost) await flush()
    else writing.soon()
  }

  const takeUp = async (): Promise<void> => {
    const read = deps.definitionsRead()
    await flush()
    await log.commit(takenUpGroup(partition), 'definitions', 0, read)
  }

  return {
    partition,
    takeOver: async () => {
      const taken = await takeOver({ log, partition, owner: deps.owner, cache, subjects, ids })
      for (const topic of ['events', 'relay'] as const) folded[topic] = taken.position[topic]
      epoch = taken.epoch
      await writer.begin({ epoch, stored: taken.position })
      await folding.again(taken)
    },
    epoch: () => epoch,
    handle: (batch) => queue(() => handle(batch)),
    skip: (passed) => queue(() => skip(passed)),
    fire,
    meet: (of, now) => queue(() => meet(of, now)),
    takeUp: () => queue(takeUp),
    earliestDue: (whose) => subjects.dues[whose].earliest(),
    folded: (topic) => folded[topic],
    stop: async () => {
      writing.stop()
      await queue(flush)
    },
  }
}
