import type {
  AccountSays,
  Evidence,
  FlowPart,
  LedgerEntry,
  PqlOutcome,
  SubjectKey,
  Summary,
  SuppressionReason,
  TaskOutcome,
  TraitEntry,
  WasPart,
} from '@waymark/schemas'
import type { AlmostState } from './pql/pql-almost.ts'
import type { ScoreState } from './verdicts/score.ts'

/**
 * A subject as folded so far: the snapshot of a `state` record. Plain JSON, small, decodable by `waymark state`.
 * `readonly` outside the fold; the fold works on a copy of its own.
 */
export type SubjectState = PersonState | AccountState

interface CommonState {
  readonly v: 1
  readonly s: SubjectKey
  /** Version of the record that holds this. Dense per subject; the first is the clock in ms. */
  n: number
  /** Version of the definitions that it was settled with last. */
  pv: number
  /** The subject's clock: it never goes back. */
  clock: number
  /** Times of the first and the newest event. */
  first: number
  last: number
  traits: Readonly<Record<string, TraitEntry>>
  leaves: Readonly<Record<string, Summary>>
  /** Since when conditions hold of which rules ask that. */
  held?: Readonly<Record<string, number>> | undefined
  mile: Readonly<Record<string, Readonly<MilestoneState>>>
  seg: Readonly<Record<string, number>>
  pql: Readonly<Record<string, Readonly<PqlState>>>
  life: LifecycleStateOf
  /** Scores of whom has one, as last looked at. */
  score?: Readonly<Record<string, ScoreState>> | undefined
  /** What definitions that wait for their past would have decided of it. */
  was?: WasPart | undefined
  /** PQLs that it is close to. */
  almost?: Readonly<Record<string, AlmostState>> | undefined
  /** What has been applied: offset in `events`; per origin partition of `relay` the newest origin. */
  src: Readonly<{
    e: number
    r: Readonly<Record<string, readonly [offset: number, index: number]>>
  }>
  /** How many live records were received in the newest second that had one, see `hot.ts`. */
  rate?: readonly [second: number, records: number] | undefined
  /** History was imported until then: what falls due before it alerts nobody. */
  past?: number | undefined
  /** The next instant at which time alone may change something. */
  due?: number | undefined
  /** What messages have been decided, shown and sent. */
  eng: Readonly<Record<string, Readonly<EngagementState>>>
  /** How it was drawn when it came as far as the draw, by engagement or flow: when, and `!…` held out or the variant. */
  arms?: Readonly<Record<string, readonly [at: number, arm: string]>> | undefined
  /** What the policy's caps count: by counter the newest times, ascending. */
  used?: Readonly<Record<string, readonly number[]>> | undefined
  /** Where it stands in which flow. Entries are replaced, never changed. */
  flows?: Readonly<Record<string, FlowPart>> | undefined
  /** Tasks that were made about it, by the id of what sent them; the newest few. Entries are replaced, never changed. */
  tasks?: Readonly<Record<string, TaskState>> | undefined
}

export interface PersonState extends CommonState {
  kind: 'person'
  /** Anonymous ids that are this person's. */
  ids: readonly string[]
  /** Anonymous ids that were asked for: since when; -1 where they are somebody else's. */
  asked: Readonly<Record<string, number>>
  /** The accounts that its newest signed identity names; absent while it never showed one. */
  signed?: readonly string[] | undefined
  /** An anonymous person that became this subject. */
  as?: SubjectKey | undefined
  /** The account it acts for: the latest joined. */
  acc?: { id: string; since: number } | undefined
  /** What that account has told that it is called. */
  accName?: { readonly of: string; readonly name: string } | undefined
  /** Accounts joined so far, with when their member entry was last refreshed. */
  accs: Readonly<Record<string, number>>
  /** Summaries of account leaves over events that had no account. */
  orphans: Readonly<Record<string, Summary>>
  /** Events since the member entry was last refreshed. */
  unsent: number
  /** The zone that the person's clock is in, as their browser said last. */
  zone?: string | undefined
  /** They told the page that they want no messages. */
  denies?: true | undefined
  /** What the account said of the rules that person rules read, and the account's version when it said so. */
  says: SaysState
  /** What became of each guide (`guide/id`) and of each engagement's messages (`engagement/id`), for rules that ask. */
  ledger?: Readonly<Record<string, LedgerEntry>> | undefined
  /** Addresses that get no more e-mail: why, since when. */
  mail?: Record<string, Readonly<Partial<Record<SuppressionReason, number>>>> | undefined
  /** Of leaves that are told news alone: what an account was told last of today. */
  news?:
    | { readonly account: string; readonly leaves: Readonly<Record<string, Summary>> }
    | undefined
  /** What the account was told last: which of the rules that it reads of its members hold. */
  tells?: { readonly account: string; readonly holds: readonly string[] } | undefined
}

export interface SaysState {
  account?: string
  n: number
  rules: Record<string, readonly [is: 0 | 1, since: number]>
  /** Milestones that the account has reached, for the person's progress. */
  mile?: readonly string[]
  /** When it was asked and has not answered yet: decisions wait for it, but not long. */
  asked?: number
  /** It was asked because definitions changed: what its answer makes true is so by their publication alone. */
  adopts?: true
  unheard?: Unheard
}

/** Names what the account is asked: when, each time later than before. */
export type Question = number

/** What the account has been told and not settled yet, where a decision waits for that: see `unheard.ts`. */
export interface Unheard {
  readonly since: number
  readonly question: Question
  /** What the account says of these may be another thing by it. */
  readonly rules: readonly string[]
  /** The events that the decisions which wait would name. */
  readonly by?: {
    readonly newest: Evidence
    readonly byLeaf: { readonly [leaf: string]: Evidence }
  }
}

export interface AccountState extends CommonState {
  kind: 'account'
  members: Readonly<Record<string, MemberState>>
  /**
   * How many people have ever been members; `members` keeps the newest. Each person knows the accounts it has been counted in, so that
   * nobody is counted again who comes back; of more than `accountsKept` accounts it forgets the one it was in longest ago.
   */
  joined: number
  says: AccountSays
  /** How many reached milestones the members were told of. */
  told?: number | undefined
  /** The name that the members were told. */
  named?: string | undefined
  /** Rules about members that they have been asked for, and when they were asked last. */
  asked?: readonly string[] | undefined
  asking?: number | undefined
  /** Who has joined while it was told too much, and is told what it says when the second is over. */
  joiners?: SubjectKey[] | undefined
  /** Who has asked while it was told too much whether it has settled that, and is answered when the second is over. */
  askers?: Readonly<Record<SubjectKey, Question>> | undefined
}

export interface MilestoneState {
  started?: number
  reached?: number
  by?: Evidence
}

export interface PqlState {
  /** Since when it is one; absent while it is not. */
  since?: number
  turn: number
  alerted?: number
  /** Times of the newest alerts, where their number is limited. */
  sent?: readonly number[]
  /** Until when an alert waits for the end of quiet hours. */
  waits?: number
  owner?: { by: string; at: number }
  snoozed?: number
  outcome?: { what: PqlOutcome; at: number; by: string; note?: string }
}

/** What a human is to do, and what became of it. */
export interface TaskState {
  readonly at: number
  /** Id of whoever has claimed it. */
  readonly by?: string
  readonly snoozed?: number
  readonly done?: TaskOutcome
}

export interface LifecycleStateOf {
  state: string
  since: number
  from?: string
  history: (readonly [state: string, at: number])[]
}

export interface MemberState {
  name?: string
  email?: string
  role?: string
  seen: number
  n: number
  champion?: readonly string[]
  /** A signed identity names this account. */
  signed?: true
  /** Rules about members that hold of this one. */
  holds?: readonly string[]
  /** Has been asked which hold, and has not answered yet. */
  asked?: true
  /** Acts for another account now. */
  left?: true
}

export interface EngagementState {
  /** The decision in force; absent while there is none. */
  dec?: string
  /** How many decisions there have been. */
  nth: number
  since: number
  /** The gate that stopped it last, so that a suppression is recorded when its reason changes. */
  gate?: string
  /** Times it was rendered, or sent: the newest few, ascending. */
  shown: number[]
  /** Since when the person has been in the audience, where that matters. */
  in?: number
  /** Of what is sent: who entered then has not got it yet. */
  wait?: number
  /** Put off: when, and until when. */
  later?: { readonly at: number; readonly until: number }
  lease?: { claim: string; until: number }
  acted?: { what: string; at: number }
  /** When it went from the screen without an end, and has not been seen there since. */
  left?: number
}

export const newPerson = (s: SubjectKey, at: number, pv: number): PersonState => ({
  v: 1,
  kind: 'person',
  s,
  n: at - 1,
  pv,
  clock: at,
  first: at,
  last: 0,
  traits: {},
  leaves: {},
  mile: {},
  seg: {},
  pql: {},
  life: { state: 'visitor', since: at, history: [['visitor', at]] },
  src: { e: -1, r: {} },
  ids: [],
  asked: {},
  accs: {},
  orphans: {},
  unsent: 0,
  says: { n: 0, rules: {} },
  eng: {},
})

export const newAccount = (s: SubjectKey, at: number, pv: number): AccountState => ({
  v: 1,
  kind: 'account',
  s,
  n: at - 1,
  pv,
  clock: at,
  first: at,
  last: 0,
  traits: {},
  leaves: {},
  mile: {},
  seg: {},
  pql: {},
  life: { state: 'visitor', since: at, history: [['visitor', at]] },
  src: { e: -1, r: {} },
  members: {},
  joined: 0,
  says: {},
  eng: {},
})
