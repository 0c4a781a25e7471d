import type { Json } from '../json.ts'
import type { DidSummary } from './did-summary.ts'

export interface TraitFact {
  readonly value: Json
  /** Since when it has had this value. */
  readonly since: number
  /** `server`: sent with a server key. Rules may demand it. */
  readonly from: 'browser' | 'server'
}

export interface HeldFact {
  readonly since: number
}

/** What a rule may read of its subject at the instant `now`. The fold fills it; rules know nothing else. */
export interface Facts {
  readonly now: number
  /** When the subject was first seen: what it never was told has been missing since then. */
  readonly first: number
  readonly did: (leaf: string) => DidSummary | undefined
  readonly trait: (name: string) => TraitFact | undefined
  /** Present once reached. */
  readonly milestone: (id: string) => HeldFact | undefined
  /** Present while it is one. */
  readonly pql: (id: string) => HeldFact | undefined
  /** Present while it is in. */
  readonly segment: (id: string) => HeldFact | undefined
  readonly lifecycle: () => {
    readonly state: string
    readonly since: number
    readonly from?: string | undefined
  }
  /** What the person's account said last of a rule that person rules read, by the rule's hash; absent without an account. */
  readonly account: (rule: string) => { readonly is: boolean; readonly since: number } | undefined
}
