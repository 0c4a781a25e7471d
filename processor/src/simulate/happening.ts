import type { SubjectKey, Transition } from '@waymark/schemas'

/** A record of `events` as ingest writes it, and when the log gets it. */
export interface Delivery {
  readonly key: SubjectKey
  readonly value: Uint8Array
  /** ms. */
  readonly at: number
}

/** What brought something about: an event, the passing of time, or the word of another subject. */
export type Because =
  | { readonly event: string; readonly message: string; readonly told?: undefined }
  | { readonly time: true; readonly told?: undefined }
  | {
      /** Who had something to tell. */
      readonly told: SubjectKey
      /** What they had done, where it was that. */
      readonly event?: string
    }

/** What is to be told of a transition; what one subject owes another is carried there and happens there. */
export type ToldTransition = Exclude<Transition, { readonly t: 'owed' }>

/** A change in a simulation. */
export interface Happening {
  /** The instant of virtual time at which it was decided, ms. */
  readonly at: number
  readonly subject: SubjectKey
  readonly transition: ToldTransition
  readonly because: Because
}
