import type { EventsRecord, RelayRecord } from '@waymark/schemas'

/** One event of several that are folded one by one. */
export interface OneOf {
  readonly index: number
  /** Others come after it: what can wait for them waits. */
  readonly more: boolean
}

/** One thing to fold into a subject. `at` is the log's append time. */
export type FoldInput =
  | {
      readonly kind: 'events'
      readonly record: EventsRecord
      readonly at: number
      readonly partition: number
      readonly offset: number
      /** Indexes of events that were accepted before, by message id. */
      readonly duplicates?: ReadonlySet<number>
      /** Of its events this one alone: see `one-by-one.ts`. */
      readonly only?: OneOf
    }
  | {
      readonly kind: 'relay'
      readonly record: RelayRecord
      readonly at: number
      readonly partition: number
      readonly offset: number
      readonly duplicates?: ReadonlySet<number>
      readonly only?: OneOf
    }
  /** The wall clock has passed `now`, and everything appended before has been folded. */
  | {
      readonly kind: 'clock'
      readonly now: number
      /** Definitions have come into force: the subject is looked at though nothing happens to it. */
      readonly meet?: true
    }
