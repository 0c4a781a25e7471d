import type { Json } from '../json.ts'
import type { Summary } from './leaf.ts'
import type { LedgerEntry } from './message/ledger.ts'
import type { Moment } from './moment.ts'

export interface TraitFact {
  readonly value: Json
  /** Since when it has had this value. */
  readonly since: number
  /** `server`: sent with a server key; rules may demand it. `signed`: by the page of somebody who proved to be signed in. */
  readonly from: 'browser' | 'signed' | 'server'
}

/** Since when something holds that has been so since the subject was first seen: that may still turn out to be earlier. */
export const fromTheStart = 0

export interface HeldFact {
  readonly since: number
}

/** Where the subject stands in a flow, since when, and since when it has been in it. */
export interface FlowFact {
  readonly step: string
  readonly since: number
  readonly entered: number
}

/** Whose place in a flow with a key is looked at: the key's value, and the event that let it in. */
export interface KeyFact {
  readonly value: string
  readonly since: Moment
}

export interface LifecycleFact {
  readonly state: string
  readonly since: number
  readonly from?: string | undefined
  /** States entered, oldest first, with when. */
  readonly history: readonly (readonly [state: string, at: number])[]
}

/**
 * What a rule may read of its subject at the instant `now`. The fold fills it; rules know nothing else. Ask it as it is (`facts.trait(…)`):
 * what is taken off it does not know whose facts it tells.
 */
export interface Facts {
  readonly now: number
  /** When the subject was first seen: what it never was told has been missing since then. */
  readonly first: number
  /** What was kept of its events for a leaf, by the leaf's hash. */
  readonly summary: (leaf: string) => Summary | undefined
  readonly trait: (name: string) => TraitFact | undefined
  /** Since when a condition has held without a break, by its hash; absent where it did not when last looked at. */
  readonly held: (condition: string) => number | undefined
  /** Present once reached. */
  readonly milestone: (id: string) => HeldFact | undefined
  /** Present while it is one. */
  readonly pql: (id: string) => HeldFact | undefined
  /** Present while it is in. */
  readonly segment: (id: string) => HeldFact | undefined
  /** Present while it is in the flow and not held out of it. In a flow with a key: of its places, or of those at a step, the oldest. */
  readonly flow: (id: string, step?: string) => FlowFact | undefined
  /** Present while a place in a flow with a key is looked at. */
  readonly key?: KeyFact | undefined
  readonly lifecycle: () => LifecycleFact
  /** Of how many of the account's members a rule that it reads of them holds, and how many there are. */
  readonly members: (rule: string) => { readonly is: number; readonly of: number }
  /** What became of a guide (`guide/id`) or of an engagement's messages (`engagement/id`). */
  readonly message: (key: string) => LedgerEntry | undefined
  /** What the person's account said last of a rule that person rules read, by the rule's hash; absent without an account. */
  readonly account: (rule: string) => { readonly is: boolean; readonly since: number } | undefined
}
