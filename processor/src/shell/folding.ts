import type { Logger, Metrics } from '@waymark/runtime'
import type { DeadLetter, SubjectKey } from '@waymark/schemas'
import { type EventLog, type LogRecord, readRange } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import { mayWait, stillOwed, withoutOwed } from './debts.ts'
import type { Encoded } from './encode-folded.ts'
import { type FoldedSubject, foldBatch, type Stuck } from './fold-batch.ts'
import type { PartitionWriter } from './partition-writer.ts'
import { type Arrived, readArrived } from './read-arrived.ts'
import type { Subjects } from './subjects.ts'
import type { OwedAlready, Taken } from './take-over.ts'
import { toldWith } from './told-with.ts'

export interface FoldingDeps {
  readonly log: EventLog
  readonly logger: Logger
  readonly metrics: Metrics
  readonly subjects: Subjects
  readonly ids: AcceptedIds
  readonly writer: PartitionWriter
  /** How far the partition is; only what catches up moves it here. */
  readonly folded: { events: number; relay: number }
  readonly flush: () => Promise<void>
  readonly bury: (dead: readonly DeadLetter[]) => Promise<void>
  readonly programOf: (env: string) => Program
  readonly programFor: (subject: SubjectKey) => Program
  /** The next offset in `definitions` that programs do not reflect yet. */
  readonly definitionsRead: () => number
  /** Resolves once programs reflect what lies there. */
  readonly definitionsUpTo: (offset: number) => Promise<void>
}

/** From what arrived in a partition to what is in the log of it. Each resolves once all of it is written. */
export interface Folding {
  readonly inputs: (arrived: readonly Arrived[]) => Promise<void>
  readonly records: (records: readonly LogRecord[]) => Promise<void>
  /**
   * Folds again the events for which debts or rows are in the log already, ahead of the snapshots. Before anything else: what their
   * subjects were told since must not come before them. (A visitor who was asked for meanwhile would pass on what has its row.)
   */
  readonly again: (done: Pick<Taken, 'owed' | 'rowsEnd'>) => Promise<void>
}

type Waiting = Pick<FoldedSubject, 'state' | 'bytes'>

/** Some of what arrived is folded and on its way into the log; the rest was too much. */
interface Begun {
  readonly written: Promise<void>
  readonly rest: readonly Arrived[]
}

/** So many offsets are read into memory at once. */
const againAtOnce = 20_000

export const createFolding = (partition: number, deps: FoldingDeps): Folding => {
  const { log, metrics, subjects, ids, writer, folded, bury, programOf, programFor } = deps

  const asStillOwed = (one: FoldedSubject, owed: OwedAlready): FoldedSubject => {
    const { s } = one.state
    return withoutOwed(one, owed, stillOwed(programFor(s), subjects.get(s)?.state.pv))
  }

  const writeAndKeep = async (encoded: Encoded, waiting: readonly Waiting[]): Promise<void> => {
    await writer.write(encoded)
    const since = { at: performance.now(), folded: { ...folded } }
    for (const { state, bytes } of waiting) subjects.unwritten.keep(state, bytes, since)
  }

  const sayStuck = ([first, ...others]: readonly Stuck[]): void => {
    if (!first) return
    const { subject, error } = first
    deps.logger.error(
      { partition, subject, count: 1 + others.length, err: error },
      'what is due cannot be decided, and is tried again in an hour; mend the definition that is to blame',
    )
  }

  /** Folds as much of it as may be folded at once, and begins to write what came of it. */
  const foldSome = (arrived: readonly Arrived[], owed: OwedAlready | undefined): Begun => {
    const began = performance.now()
    const { folded, dead, stuck, rest } = foldBatch({ subjects, ids, programOf }, arrived)
    sayStuck(stuck)
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

  const foldAgain = async (to: number, owed: OwedAlready): Promise<void> => {
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
  }

  const again = async ({ owed, rowsEnd }: Pick<Taken, 'owed' | 'rowsEnd'>): Promise<void> => {
    let to = Math.max(folded.events, rowsEnd)
    for (const { upTo } of owed.values()) to = Math.max(to, upTo + 1)
    if (to === folded.events) return
    while (folded.events < to) await foldAgain(Math.min(folded.events + againAtOnce, to), owed)
    await deps.flush()
  }

  return { inputs: foldAndWrite, records: foldRecords, again }
}
