import type { OverDecisions } from '../wire/messages.ts'
import type { SubjectKey } from './subject.ts'
import type { Transition } from './transition.ts'

/**
 * The value of a record on `state` is three lines of JSON: envelope, serving part, snapshot. A consumer parses the lines it
 * needs: the router and the notifier the first, ingest the first two, a restoring processor all.
 */
export interface StateEnvelope {
  readonly v: 1
  readonly s: SubjectKey
  /** Version: dense per subject; the first is its clock in ms. */
  readonly n: number
  /** Epoch of the partition's owner: the offset of its take-over mark. */
  readonly e: number
  /** The subject's clock. */
  readonly at: number
  readonly t: readonly Transition[]
  /** The earliest deadline of the subject, ms. */
  readonly due?: number
  /** Made from imported history: nothing is sent for it. */
  readonly quiet?: true
}

/** A new owner took the partition: records of lower epochs after it do not count. Alone in its record. */
export interface TakeOverMark {
  readonly v: 1
  readonly mark: string
}

/** Key of take-over marks; they are written to the partition they are about. */
export const markKey = '~mark'

/**
 * How far a partition's owner has folded its sources: where the next owner goes on. Under the owner's epoch, so that one who
 * has been replaced moves nobody. Alone in its record.
 */
export interface OwnerPosition {
  readonly v: 1
  readonly e: number
  /** The next offset to fold, by source topic. */
  readonly position: { readonly events: number; readonly relay: number }
}

/** Key of the owners' positions; they are written to the partition they are about. */
export const positionKey = '~position'

/**
 * What a subject owes for events, ahead of the snapshot that knows of it: that may wait, so that a busy subject is not written
 * for every hop. Alone in its record. Whoever takes the partition over folds the events up to `upTo` again, before anything
 * else; they are owed already.
 */
export interface DebtsLine extends Omit<StateEnvelope, 'due' | 'quiet'> {
  /** Offset of the record in `events` that they are owed for. */
  readonly upTo: number
}

/** Key of a subject's debts; they are written to its partition. The newest is kept, like its snapshot. */
export const debtsKey = (subject: SubjectKey): string => `~owed/${subject}`

/** Whether a record on `state` is the owners' bookkeeping (a mark, a position, debts) and no subject's snapshot. */
export const isBookkeeping = (key: string): boolean => key.startsWith('~')

/** What ingest needs to answer a person's browser. */
export interface ServingPart {
  /** An anonymous person that became this subject. */
  readonly as?: SubjectKey
  readonly dec: readonly ServedDecision[]
  /** Milestones reached. */
  readonly mile: readonly string[]
  /** Milestones that the person's account reached. */
  readonly amile?: readonly string[]
  /** Why what was painted lately is wanted no more, by the id of its decision. */
  readonly over?: OverDecisions
}

export interface ServedDecision {
  readonly id: string
  readonly engagement: string
  readonly guide: string
  readonly version: number
  readonly variant?: string
  readonly capped: boolean
  readonly priority: number
  /** By token of its texts: what is known of the person. For those alone who prove to be that person. */
  readonly values?: { readonly [token: string]: string }
  /** Of a feed: ids of the posts that were read. */
  readonly read?: readonly string[]
}
