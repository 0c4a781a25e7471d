import { type OwnerPosition, positionKey, type SubjectKey } from '@waymark/schemas'
import type { EventLog, NewRecord } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { mayWait } from './debts.ts'
import { type Encoded, encodeFolded, type ToWrite, unchanged } from './encode-folded.ts'
import type { FoldedSubject } from './fold-batch.ts'
import { debtsRecord } from './records-of.ts'
import { createSaving } from './saving.ts'
import { encodePosition } from './state-codec.ts'
import type { Subjects } from './subjects.ts'
import type { Progress } from './unwritten.ts'

export interface WriterDeps {
  readonly log: EventLog
  readonly cache: Cache
  readonly subjects: Subjects
  readonly ids: AcceptedIds
  readonly programFor: (subject: SubjectKey) => Program
  readonly consumerGroup: string
}

/** Writes what a partition's subjects became, and how far that is: to the log, to the cache, and to whoever reads after it. */
export interface PartitionWriter {
  /** Goes on as this owner, from what `state` says. */
  readonly begin: (as: { readonly epoch: number; readonly stored: Progress }) => Promise<void>
  /** The records of what was folded: facts, the states that cannot wait, and what the waiting ones owe. */
  readonly encode: (all: readonly FoldedSubject[]) => Encoded
  /** Appends all of it together. The states count as written. */
  readonly write: (encoded: Encoded) => Promise<void>
  /** Writes those of the snapshots that still wait, and with the last of them that everything before `upTo` is in snapshots. */
  readonly writeWaiting: (of: readonly SubjectKey[], upTo: Progress | undefined) => Promise<void>
  /** Whether `state` does not say yet that everything before `folded` is in snapshots. */
  readonly isBehind: (folded: Progress) => boolean
  /** Writes all snapshots that wait, and that everything before `folded` is in them. */
  readonly flush: (folded: Progress) => Promise<void>
}

/** So many snapshots are encoded without a pause: everybody else waits meanwhile. */
export const atOnce = 200

const topics = ['events', 'relay'] as const

export const createPartitionWriter = (partition: number, deps: WriterDeps): PartitionWriter => {
  const { log, cache, subjects, ids } = deps
  let epoch = -1
  /** What `state` says of how far this is, … */
  let stored: Progress = { events: 0, relay: 0 }
  /** … and what the log was told, for its retention and for lag. */
  const committed = { events: 0, relay: 0 }
  const saving = createSaving(partition, { cache, subjects, ids })

  const encode = (what: ToWrite): Encoded =>
    encodeFolded(what, { partition, epoch, programFor: deps.programFor })

  const write = async ({ records, snapshots, rowsEnd }: Encoded): Promise<void> => {
    if (records.length === 0) return
    const positions = await log.append(records, { atomic: true })
    for (const { state, n, json } of snapshots) subjects.put({ state, e: epoch, n }, json)
    saving.appended(positions, rowsEnd)
  }

  const isFurther = (upTo: Progress): boolean => topics.some((topic) => upTo[topic] > stored[topic])

  const positionAt = (upTo: Progress): { position: OwnerPosition; record: NewRecord } => {
    const position: OwnerPosition = { v: 1, e: epoch, position: { ...upTo } }
    const value = encodePosition(position)
    return { position, record: { topic: 'state', key: positionKey, partition, value } }
  }

  /** Tells the log how far `state` says this partition is. */
  const commit = async (): Promise<void> => {
    for (const topic of topics) {
      if (stored[topic] === committed[topic]) continue
      committed[topic] = stored[topic]
      await log.commit(deps.consumerGroup, topic, partition, committed[topic])
    }
  }

  /** The position comes with the last that it is about, or after it; what was flushed meanwhile is further, and stays. */
  const writeWaiting = async (
    of: readonly SubjectKey[],
    upTo: Progress | undefined,
  ): Promise<void> => {
    const here = upTo && isFurther(upTo) ? positionAt(upTo) : undefined
    const states = of.flatMap((one) => subjects.unwritten.get(one)?.state ?? []).map(unchanged)
    await write(encode({ states, beside: here ? [here.record] : [] }))
    if (!upTo) return
    if (here) {
      saving.position(here.position)
      stored = here.position.position
    }
    saving.soon()
    await commit()
  }

  return {
    begin: async (as) => {
      epoch = as.epoch
      stored = as.stored
      for (const topic of topics)
        committed[topic] = (await log.committed(deps.consumerGroup, topic))[partition] ?? 0
      await commit()
    },
    encode: (all) =>
      encode({
        facts: all.filter((one) => one.facts.length > 0),
        states: all.filter((one) => !mayWait(one)),
        beside: all
          .filter((one) => mayWait(one) && one.transitions.length > 0)
          .map((one) => debtsRecord(one, { partition, epoch })),
      }),
    write,
    writeWaiting,
    isBehind: isFurther,
    flush: async (folded) => {
      const waiting = subjects.unwritten.all().map(({ s }) => s)
      let from = 0
      for (; from + atOnce < waiting.length; from += atOnce)
        await writeWaiting(waiting.slice(from, from + atOnce), undefined)
      await writeWaiting(waiting.slice(from), folded)
      saving.now()
    },
  }
}
