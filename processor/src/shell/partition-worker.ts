import type { Logger, Metrics } from '@waymark/runtime'
import { type OwnerPosition, positionKey, type SubjectKey, type Topic } from '@waymark/schemas'
import {
  type EventLog,
  type LogBatch,
  type LogRecord,
  type NewRecord,
  type Position,
  readRange,
} from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { createAcceptedIds } from './accepted-ids.ts'
import { createBurying } from './bury.ts'
import type { Cache } from './cache.ts'
import { mayWait, stillOwed, withoutOwed } from './debts.ts'
import { foldBatch } from './fold-batch.ts'
import { inTurn } from './in-turn.ts'
import { type Arrived, readArrived } from './read-arrived.ts'
import { debtsRecord, factsRecords, type StateToWrite, stateRecords } from './records-of.ts'
import { encodePosition } from './state-codec.ts'
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
  /** Subjects and message ids kept as objects, per partition. */
  readonly hot: number
  /**
   * How long a snapshot without transitions may wait, so that a busy subject is written once and not at every event; by how
   * many subjects a second were folded since the last were written.
   */
  readonly coalesceMs: (pace: number) => number
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

const last = (positions: readonly Position[], topic: Topic): number | undefined =>
  positions.findLast((p) => p.topic === topic)?.offset

export const createPartitionWorker = (partition: number, deps: WorkerDeps): PartitionWorker => {
  const { log, cache, metrics } = deps
  const subjects = createSubjects(partition, cache, deps.hot)
  const ids = createAcceptedIds(cache, { hot: deps.hot * 4, clock: deps.clock })
  const queue = inTurn()
  const bury = createBurying(partition, deps)
  const folded = { events: 0, relay: 0 }
  /** What `state` says of `folded`, … */
  let stored = { events: 0, relay: 0 }
  /** … and what the log was told, for its retention and for lag. */
  const committed = { events: 0, relay: 0 }
  /** The next offsets after what this owner appended. */
  const appended = { state: 0, facts: 0 }
  /** The newest position that this owner appended. */
  let line: OwnerPosition | undefined
  let epoch = -1
  /** Subjects folded since what waited was written, and when that was. */
  let pace = { folds: 0, since: performance.now(), perSecond: 0 }
  let flushAt: NodeJS.Timeout | undefined
  let stopped = false

  const programFor = (subject: string): Program =>
    deps.programOf(subject.slice(0, subject.indexOf('/')))

  /**
   * Appends facts before states, so that a crash in between repeats facts under the same ids. The states count as written;
   * `beside` is what goes along.
   */
  const append = async (
    facts: readonly StateFacts[],
    states: readonly StateToWrite[],
    beside: readonly NewRecord[] = [],
  ): Promise<void> => {
    if (facts.length + states.length + beside.length === 0) return
    const written = states.map((one) => ({
      state: one.state,
      records: stateRecords(one, { partition, epoch, program: programFor(one.state.s) }),
    }))
    const rows = facts.flatMap(({ state, facts: own }) => factsRecords(state.s, partition, own))
    const records = written.flatMap((one) => one.records.map(({ record }) => record))
    const positions = await log.append([...rows, ...records, ...beside], { atomic: true })
    for (const { state, records: own } of written) {
      const newest = own.at(-1)
      if (newest) subjects.put({ state, e: epoch, n: state.n }, newest.snapshot)
    }
    for (const topic of ['state', 'facts'] as const) {
      const end = last(positions, topic)
      if (end !== undefined) appended[topic] = end + 1
    }
  }

  /** The cache takes everything up to here at once, so that what it says of its position is true whenever it is torn. */
  const save = (): void => {
    if (!cache.hasRoom()) return
    subjects.save()
    ids.save()
    ids.tidy()
    if (line) cache.setOwnerPosition(partition, line)
    for (const topic of ['state', 'facts'] as const)
      if (appended[topic] > 0) cache.setPosition(topic, partition, appended[topic])
  }

  /** Tells the log how far `state` says this partition is. */
  const commit = async (): Promise<void> => {
    for (const topic of ['events', 'relay'] as const) {
      if (stored[topic] === committed[topic]) continue
      committed[topic] = stored[topic]
      await log.commit(consumerGroup, topic, partition, committed[topic])
    }
  }

  const flush = async (): Promise<void> => {
    clearTimeout(flushAt)
    flushAt = undefined
    const now = performance.now()
    pace = { folds: 0, since: now, perSecond: (pace.folds * 1000) / Math.max(now - pace.since, 1) }
    const here: OwnerPosition = { v: 1, e: epoch, position: { ...folded } }
    const isFurther = folded.events !== stored.events || folded.relay !== stored.relay
    const value = encodePosition(here)
    // The position comes last, and so only with all that it is about.
    await append(
      [],
      subjects.unwritten().map((state) => ({ state, transitions: [], quiet: false })),
      isFurther ? [{ topic: 'state', key: positionKey, partition, value }] : [],
    )
    if (isFurther) line = here
    save()
    stored = here.position
    await commit()
  }

  const flushSoon = (): void => {
    if (flushAt || stopped) return
    flushAt = setTimeout(
      () => void queue(flush).catch(deps.onError),
      deps.coalesceMs(pace.perSecond),
    )
  }

  /** Returns what was too much to be folded at once. */
  const foldSome = async (
    arrived: readonly Arrived[],
    owed?: OwedAlready,
  ): Promise<readonly Arrived[]> => {
    const began = performance.now()
    const result = foldBatch({ subjects, ids, programOf: deps.programOf }, arrived)
    metrics.folded(performance.now() - began)
    pace.folds += result.folded.length
    await bury(result.dead)
    const stillOwedBy = (s: SubjectKey): ReadonlySet<string> =>
      stillOwed(programFor(s), subjects.get(s)?.state.pv)
    const all = owed
      ? result.folded.map((one) => withoutOwed(one, owed, stillOwedBy(one.state.s)))
      : result.folded
    const waiting = all.filter(mayWait)
    await append(
      all.filter((one) => one.facts.length > 0),
      all.filter((one) => !mayWait(one)),
      waiting
        .filter((one) => one.transitions.length > 0)
        .map((one) => debtsRecord(one, { partition, epoch })),
    )
    for (const one of waiting) subjects.keep(one.state, one.bytes)
    return result.rest
  }

  const foldAndWrite = async (arrived: readonly Arrived[], owed?: OwedAlready): Promise<void> => {
    for (let rest = arrived; rest.length > 0; ) rest = await foldSome(rest, owed)
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
    const { arrived, dead } = readArrived(batch.records)
    await bury(dead)
    const version = toldWith(arrived)
    if (version >= deps.definitionsRead()) await deps.definitionsUpTo(version)
    await foldAndWrite(arrived)
    folded[batch.topic === 'relay' ? 'relay' : 'events'] = batch.next
    if (subjects.unwrittenCount() >= unwrittenMost) await flush()
    else flushSoon()
  }

  const fire = async (now: number): Promise<void> => {
    for (;;) {
      await cache.flushed()
      const due = subjects.dueBy(now, dueBatch)
      if (due.length === 0) return
      const inputs = due.map(({ subject }) => ({ subject, input: { kind: 'clock' as const, now } }))
      await queue(() => foldAndWrite(inputs))
      flushSoon()
    }
  }

  const meet = async (of: readonly SubjectKey[], now: number): Promise<void> => {
    const inputs = of.map((subject) => ({
      subject,
      input: { kind: 'clock' as const, now, meet: true as const },
    }))
    await foldAndWrite(inputs)
    if (subjects.unwrittenCount() >= unwrittenMost) await flush()
    else flushSoon()
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
      epoch = taken.epoch
      stored = taken.position
      for (const topic of ['events', 'relay'] as const) {
        folded[topic] = stored[topic]
        committed[topic] = (await log.committed(consumerGroup, topic))[partition] ?? 0
      }
      await commit()
      await catchUp(taken.owed)
    },
    handle: (batch) => queue(() => handle(batch)),
    fire,
    meet: (of, now) => queue(() => meet(of, now)),
    takeUp: () => queue(takeUp),
    earliestDue: subjects.earliestDue,
    folded: (topic) => folded[topic],
    stop: async () => {
      stopped = true
      await queue(flush)
    },
  }
}

type StateFacts = Pick<ReturnType<typeof foldBatch>['folded'][number], 'state' | 'facts'>
