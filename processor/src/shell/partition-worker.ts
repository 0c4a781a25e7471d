import { inTurn, type Logger, type Metrics } from '@waymark/runtime'
import type { SubjectKey } from '@waymark/schemas'
import { type EventLog, type LogBatch, type LogRecord, readRange } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { createAcceptedIds } from './accepted-ids.ts'
import { createBurying } from './bury.ts'
import type { Cache } from './cache.ts'
import { mayWait, stillOwed, withoutOwed } from './debts.ts'
import type { Encoded } from './encode-folded.ts'
import { type FoldedSubject, foldBatch } from './fold-batch.ts'
import { createPartitionWriter } from './partition-writer.ts'
import { type Arrived, readArrived } from './read-arrived.ts'
import { createSteadyWriting } from './steady-writing.ts'
import { createSubjects } from './subjects.ts'
import { type OwedAlready, takeOver } from './take-over.ts'
import { toldWith } from './told-with.ts'

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
  readonly handle: (batch: LogBatch) => Promise<void>
  /** Fires what is due by `now`, in bounded batches; the caller has made sure that everything before `now` is folded. */
  readonly fire: (now: number) => Promise<void>
  /** Looks at subjects to whom nothing happens with the definitions in force; what `fire` asks of `now` holds here, too. */
  readonly meet: (subjects: readonly SubjectKey[], now: number) => Promise<void>
  /** Writes what was folded with older definitions, and tells the log that none is used any more. */
  readonly takeUp: () => Promise<void>
  readonly earliestDue: () => number | undefined
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

type Waiting = Pick<FoldedSubject, 'state' | 'bytes'>

/** Some of what arrived is folded and on its way into the log; the rest was too much. */
interface Begun {
  readonly written: Promise<void>
  readonly rest: readonly Arrived[]
}

export const createPartitionWorker = (partition: number, deps: WorkerDeps): PartitionWorker => {
  const { log, cache, metrics } = deps
  const subjects = createSubjects(partition, cache, deps.hot)
  const ids = createAcceptedIds(cache, { most: idsWaitingMost, clock: deps.clock })
  const queue = inTurn()
  const bury = createBurying(partition, deps)
  const folded = { events: 0, relay: 0 }

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

  const asStillOwed = (one: FoldedSubject, owed: OwedAlready): FoldedSubject => {
    const { s } = one.state
    return withoutOwed(one, owed, stillOwed(programFor(s), subjects.get(s)?.state.pv))
  }

  const writeAndKeep = async (encoded: Encoded, waiting: readonly Waiting[]): Promise<void> => {
    await writer.write(encoded)
    const since = { at: performance.now(), folded: { ...folded } }
    for (const { state, bytes } of waiting) subjects.unwritten.keep(state, bytes, since)
  }

  /** Folds as much of it as may be folded at once, and begins to write what came of it. */
  const foldSome = (arrived: readonly Arrived[], owed: OwedAlready | undefined): Begun => {
    const began = performance.now()
    const { folded, dead, rest } = foldBatch({ subjects, ids, programOf: deps.programOf }, arrived)
    metrics.folded(performance.now() - began)
    const all = owed ? folded.map((one) => asStillOwed(one, owed)) : folded
    const encoded = writer.encode(all)
    const waiting = all.filter(mayWait).map(({ state, bytes }) => ({ state, bytes }))
    const written =
      dead.length === 0
        ? writeAndKeep(encoded, waiting)
        : bury(dead).then(() => writeAndKeep(encoded, waiting))
    return { written, rest }
  }

  // Not `async`: what was folded would live until it is written, and every collection of garbage meanwhile would carry it along.
  const foldAndWrite = (arrived: readonly Arrived[], owed?: OwedAlready): Promise<void> => {
    if (arrived.length === 0) return Promise.resolve()
    const { written, rest } = foldSome(arrived, owed)
    return rest.length === 0 ? written : written.then(() => foldAndWrite(rest, owed))
  }

  const foldRecords = (records: readonly LogRecord[]): Promise<void> => {
    const { arrived, dead } = readArrived(records)
    const version = toldWith(arrived)
    if (dead.length === 0 && version < deps.definitionsRead()) return foldAndWrite(arrived)
    return bury(dead)
      .then(() => deps.definitionsUpTo(version))
      .then(() => foldAndWrite(arrived))
  }

  /**
   * Folds again the events for which debts are in the log already, ahead of the snapshots. Before anything else: what their
   * subjects were told since must not come before them.
   */
  const catchUp = async (owed: OwedAlready): Promise<void> => {
    const to = Math.max(folded.events, ...Array.from(owed.values(), ({ upTo }) => upTo + 1))
    if (to === folded.events) return
    const records: LogRecord[] = []
    await readRange(log, { topic: 'events', partition, from: folded.events, to }, (record) =>
      records.push(record),
    )
    const { arrived, dead } = readArrived(records)
    await bury(dead)
    const isOwed = ({ subject, input }: Arrived): boolean =>
      input.kind === 'events' && input.offset <= (owed.get(subject)?.upTo ?? -1)
    await foldAndWrite(arrived.filter(isOwed), owed)
    await foldAndWrite(arrived.filter((one) => !isOwed(one)))
    folded.events = to
    await flush()
  }

  const handle = async (batch: LogBatch): Promise<void> => {
    await foldRecords(batch.records)
    folded[batch.topic === 'relay' ? 'relay' : 'events'] = batch.next
    if (subjects.unwritten.count() >= unwrittenMost) await flush()
    else writing.soon()
  }

  const fire = async (now: number): Promise<void> => {
    for (;;) {
      await cache.flushed()
      const due = subjects.dueBy(now, dueBatch)
      if (due.length === 0) return
      const inputs = due.map(({ subject }) => ({ subject, input: { kind: 'clock' as const, now } }))
      await queue(() => foldAndWrite(inputs))
      writing.soon()
    }
  }

  const meet = async (of: readonly SubjectKey[], now: number): Promise<void> => {
    const inputs = of.map((subject) => ({
      subject,
      input: { kind: 'clock' as const, now, meet: true as const },
    }))
    await foldAndWrite(inputs)
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
      await writer.begin({ epoch: taken.epoch, stored: taken.position })
      await catchUp(taken.owed)
    },
    handle: (batch) => queue(() => handle(batch)),
    fire,
    meet: (of, now) => queue(() => meet(of, now)),
    takeUp: () => queue(takeUp),
    earliestDue: subjects.earliestDue,
    folded: (topic) => folded[topic],
    stop: async () => {
      writing.stop()
      await queue(flush)
    },
  }
}
