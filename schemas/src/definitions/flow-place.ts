import type { Moment } from '../rules/moment.ts'

/** Where somebody stands in a flow, or where one key of a flow with a key stands. */
export interface FlowPlace {
  /** How often they have entered. */
  readonly nth: number
  /** Since when the rule that lets people enter has held. */
  readonly in?: number
  /** When they entered last. */
  readonly entered?: number
  /** When they were out of it last. */
  readonly left?: number
  /** The step at which they stand, its place in the list, what comes after it, since when; absent while they are not in the flow. */
  readonly at?: {
    readonly step: string
    readonly place: number
    readonly next?: string
    readonly since: number
    /** The list of moves of the flow as it was when they came there: it does not move them. */
    readonly moves?: string
  }
  /** Of a key: the newest event that may let it in. */
  readonly seen?: Moment
  /** Of a key: the event that let it in last. */
  readonly by?: Moment
  /** Of a key: the gate that keeps what is sent at its step. */
  readonly gate?: string
}
