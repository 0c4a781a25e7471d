import { type OwnerPosition, positionKey, type SubjectKey } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import type { AcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { mayWait } from './debts.ts'
import { type Encoded, encodeFolded, endOf, type ToWrite, unchanged } from './encode-folded.ts'
import type { FoldedSubject } from './fold-batch.ts'
import { debtsRecord } from './records-of.ts'
import { encodePosition } from './state-codec.ts'
import type { Subjects } from './subjects.ts'

/** The next offsets in the topics that a partition folds. */
export interface Progress {
  readonly events: number
  readonly relay: number
}

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
  /** Writes the snapshots that waited, and that everything before `folded` is in them. */
  readonly flush: (folded: Progress) => Promise<void>
}

/** So many snapshots are encoded without a pause: everybody else waits meanwhile. */
const atOnce = 1000

const topics = ['events', 'relay'] as const

export const createPartitionWriter = (partition: number, deps: WriterDeps): PartitionWriter => {
  const { log, cache, subjects, ids } = deps
  let epoch = -1
  /** What `state` says of how far this is, … */
  let stored: Progress = { events: 0, relay: 0 }
  /** … and what the log was told, for its retention and for lag. */
  const committed = { events: 0, relay: 0 }
  /** The next offsets after what this owner appended. */
  const appended = { state: 0, facts: 0 }
  /** The newest position that this owner appended. */
  let line: OwnerPosition | undefined

  const encode = (what: ToWrite): Encoded =>
    encodeFolded(what, { partition, epoch, programFor: deps.programFor })

  const write = async ({ records, snapshots }: Encoded): Promise<void> => {
    if (records.length === 0) return
    const positions = await log.append(records, { atomic: true })
    for (const { state, n, json } of snapshots) subjects.put({ state, e: epoch, n }, json)
    for (const topic of ['state', 'facts'] as const) {
      const end = endOf(positions, topic)
      if (end !== undefined) appended[topic] = end
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
    for (const topic of topics) {
      if (stored[topic] === committed[topic]) continue
      committed[topic] = stored[topic]
      await log.commit(deps.consumerGroup, topic, partition, committed[topic])
    }
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
    flush: async (folded) => {
      const here: OwnerPosition = { v: 1, e: epoch, position: { ...folded } }
      const isFurther = topics.some((topic) => here.position[topic] !== stored[topic])
      const value = encodePosition(here)
      const beside = isFurther
        ? [{ topic: 'state', key: positionKey, partition, value } as const]
        : []
      const waiting = subjects.unwritten()
      let from = 0
      for (; from + atOnce < waiting.length; from += atOnce)
        await write(encode({ states: waiting.slice(from, from + atOnce).map(unchanged) }))
      // The position comes last, and so only with all that it is about.
      await write(encode({ states: waiting.slice(from).map(unchanged), beside }))
      if (isFurther) line = here
      save()
      stored = here.position
      await commit()
    },
  }
}
