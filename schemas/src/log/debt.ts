import type { FlowPlace } from '../definitions/flow-place.ts'
import type { Summary } from '../rules/leaf.ts'
import type { LedgerEntry } from '../rules/message/ledger.ts'
import type { WireEvent } from '../wire/event.ts'
import type { EventsHeader, PqlOutcome } from './events-record.ts'
import type { SubjectKey } from './subject.ts'
import type { Evidence } from './transitions/verdicts.ts'

/** A leaf's summaries by the leaf's hash. */
export type Summaries = { readonly [leaf: string]: Summary }

/** Who said a trait: a browser, a browser that proved who is signed in, a server. */
export type TraitSource = 'b' | 'p' | 's'

/** `said`: when the value was said last, where that is later than `since`. */
export type TraitEntry = readonly [value: unknown, since: number, from: TraitSource, said?: number]

/** The word that rules, answers and pages have for who said a trait. */
export const traitSources = { b: 'browser', p: 'signed', s: 'server' } as const

export type TraitEntries = { readonly [name: string]: TraitEntry }

/**
 * What one subject owes another. A transition `owed` of the debtor; the router turns it into a record on `relay`. `pv` is the version
 * of the definitions with which summaries came about: who is told them knows these definitions, and drops what counts anew since.
 */
export type Debt =
  /** A known person saw this anonymous id: whose is it? */
  | { readonly k: 'claim'; readonly by: SubjectKey }
  /** The anonymous id belongs to the claimer: here is all it did. */
  | {
      readonly k: 'merge'
      readonly from: SubjectKey
      readonly part: MergePart
      readonly pv?: number
    }
  /** The anonymous id belongs to somebody else. */
  | { readonly k: 'refused'; readonly from: SubjectKey }
  /** Events that arrived under an anonymous id after it had become a person. */
  | {
      readonly k: 'events'
      readonly header: EventsHeader
      readonly events: readonly WireEvent[]
      readonly origin: EventsOrigin
    }
  /** What a member did in the account, as summaries of the account's leaves. */
  | {
      readonly k: 'activity'
      readonly person: SubjectKey
      readonly member: MemberPart
      readonly leaves: Summaries
      readonly pv?: number
      readonly traits?: TraitEntries
      /** Per leaf, the newest event that matched it. */
      readonly by?: { readonly [leaf: string]: EvidencePart }
      /** Joins with this: the account answers with what it says. */
      readonly join?: true
      /** Has been a member all along: definitions have changed, and the account is to answer. */
      readonly asks?: true
      /** Acts for another account by now. */
      readonly left?: true
      /** Who joins says with it which of the rules hold that the account reads of its members. */
      readonly holds?: readonly string[]
      /** Has never been a member before: the person knows, as the account remembers only so many. */
      readonly first?: true
      readonly wants?: Question
    }
  /** The member was counted twice: as themselves, and as a visitor who turned out to be them. */
  | { readonly k: 'twice'; readonly person: SubjectKey }
  /** Which of the rules that the account reads of its members hold of this one: all of them, every time. */
  | {
      readonly k: 'holds'
      readonly person: SubjectKey
      readonly holds: readonly string[]
      readonly wants?: Question
    }
  /** The account has not heard from the member yet: which of these rules hold? */
  | { readonly k: 'tell' }
  /** The person acts for another account now; or was an anonymous one and is from now on the person `as`. */
  | { readonly k: 'left'; readonly person: SubjectKey; readonly as?: SubjectKey }
  /** What the account says of the rules that its members read. */
  | {
      readonly k: 'account'
      readonly account: string
      readonly version: number
      readonly says: AccountSays
      /** All milestones that it has reached, when there are more than it last said. */
      readonly mile?: readonly string[]
      /** All that the member told up to this question has been settled. */
      readonly heard?: Question
    }

  /**
   * What the subject did before anything counted it, read from the database (`processor/src/backfill`): merged like a visitor's
   * history. Owed by nobody, unless a visitor passes it on.
   */
  | {
      readonly k: 'past'
      readonly leaves: Summaries
      readonly pv?: number
      readonly orphans?: Summaries
      readonly was?: WasPart
    }

  /** What the account is called: members have it in what is sent to them. */
  | { readonly k: 'named'; readonly account: string; readonly name: string }

/**
 * A member waits for the account to have settled what it is told with this, though it may have nothing to say to that: when the member
 * asked, each question of one member later than the one before.
 */
type Question = number

/** By rule hash: whether it holds, since when. */
export type AccountSays = { readonly [rule: string]: readonly [is: 0 | 1, since: number] }

/** Where the events lay first, so that a repeated hop counts them once. */
export interface EventsOrigin {
  readonly partition: number
  readonly offset: number
}

export interface MemberPart {
  readonly name?: string
  readonly email?: string
  readonly role?: string
  /** Time of the newest event. */
  readonly seen: number
  /** Events in this batch. */
  readonly n: number
  /** Whether the person matches each PQL's champion rule, by PQL id. */
  readonly champion?: readonly string[]
  /** A signed identity names this account among the person's. */
  readonly signed?: true
}

/** The newest event that took part, so that evidence can name it. */
export interface EvidencePart {
  readonly event: string
  readonly message: string
  readonly at: number
}

/** What a PQL definition has made of somebody. */
export interface PqlPart {
  readonly since?: number
  readonly turn: number
  readonly alerted?: number
  readonly sent?: readonly number[]
  readonly waits?: number
  readonly owner?: { readonly by: string; readonly at: number }
  readonly snoozed?: number
  readonly outcome?: {
    readonly what: PqlOutcome
    readonly at: number
    readonly by: string
    readonly note?: string
  }
}

export interface FlowPart extends FlowPlace {
  /** Of a flow with a key: where each of its values stands. */
  readonly keys?: { readonly [key: string]: FlowPlace }
}

/** What definitions would have decided of a subject, had they been there: taken over when they come into force. */
export interface WasPart {
  /** The past that tells it, by the version with which it began. */
  readonly past: number
  readonly milestones: {
    readonly [id: string]: {
      readonly started?: number
      readonly reached?: number
      readonly by?: Evidence
    }
  }
  /** Since when it would have been in which segment. */
  readonly seg: { readonly [segment: string]: number }
}

/** An anonymous person's history on its way into the person it became. */
export interface MergePart {
  readonly leaves: Summaries
  /** Account leaves over events that had no account. */
  readonly orphans: Summaries
  readonly traits: TraitEntries
  readonly first: number
  readonly last: number
  readonly milestones: {
    readonly [id: string]: { readonly started?: number; readonly reached?: number }
  }
  readonly lifecycle: {
    readonly state: string
    readonly since: number
    readonly history: readonly (readonly [state: string, at: number])[]
  }
  /** Times each engagement was shown. */
  readonly shown: { readonly [engagement: string]: readonly number[] }
  /** What the policy's caps count. */
  readonly used?: { readonly [counter: string]: readonly number[] }
  /** Since when it was in which audience, and since when something that is sent waits for it. */
  readonly entered?: { readonly [message: string]: readonly [since: number, wait?: number] }
  /** How it was drawn, by engagement. */
  readonly arms?: { readonly [engagement: string]: readonly [at: number, arm: string] }
  /** Since when conditions held of it. */
  readonly held?: { readonly [condition: string]: number }
  readonly ledger?: { readonly [message: string]: LedgerEntry }
  readonly was?: WasPart
  /** Segments it was in, since when. */
  readonly seg?: { readonly [segment: string]: number }
  readonly pql?: { readonly [pql: string]: PqlPart }
  readonly flows?: { readonly [flow: string]: FlowPart }
  /** The account it acted for. */
  readonly account?: { readonly id: string; readonly since: number }
  /** The accounts that it was counted in as a member. */
  readonly accounts?: readonly string[]
}

/** The value of a record on `relay`, as JSON. */
export interface RelayRecord {
  readonly v: 1
  readonly from: SubjectKey
  /** Where in `state` the debt was found: partition, offset, index of the transition. */
  readonly p: number
  readonly o: number
  readonly i: number
  /** Clock of the debtor when it owed it. */
  readonly at: number
  /** Imported history: the target's clock follows the debtor's, and nothing is sent. */
  readonly quiet?: true
  readonly debt: Debt
}
