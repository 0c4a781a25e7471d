import type { Definition, DefinitionKind, Problem } from '../definitions/definition.ts'
import type { JsonObject } from '../json.ts'
import type { Role } from '../log/control-record.ts'
import type { DeliveryRecord } from '../log/delivery-record.ts'
import type { PqlOutcome } from '../log/events-record.ts'
import type { SubjectKey } from '../log/subject.ts'
import type { Champion, Gate, Reason, Transition } from '../log/transition.ts'

/**
 * The dashboard's API, `/api/*`. Session cookie or `Authorization: Bearer wm_…`. Every answer that counts carries `asOf`
 * (ms): the clock of what it was read from. Lists page by `before` / `cursor`. Instants are ms since the epoch.
 */

/** GET /api/me */
export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly role: Role }
  readonly environments: readonly { readonly id: string; readonly name: string }[]
  readonly project: { readonly id: string; readonly name: string }
  /** What this installation is: storage, versions. */
  readonly demo: boolean
}

/** GET /api/setup?env= */
export interface Setup {
  readonly env: string
  readonly writeKey: string
  readonly ingestUrl: string
  /** The two tags, ready to paste. */
  readonly snippet: string
  readonly stubHash: string
  /** What a strict Content Security Policy has to allow. */
  readonly csp: string
  readonly firstEvent?: EventItem
  readonly lastEventAt?: number
  readonly refusals: readonly Refusal[]
  readonly demoUrl?: string
  readonly steps: {
    readonly install: boolean
    readonly identify: boolean
    readonly milestone: boolean
    readonly guide: boolean
  }
}

/** A request that ingest refused lately: the Setup page shows it, so that nobody waits in the dark. */
export interface Refusal {
  readonly at: number
  readonly code: string
  readonly message: string
  readonly origin?: string
  readonly path: string
}

/** An event as readers see it. */
export interface EventItem {
  readonly messageId: string
  readonly type: string
  readonly event: string
  readonly person: SubjectKey
  readonly userId?: string
  readonly anonymousId?: string
  readonly account?: string
  readonly time: number
  readonly received: number
  readonly source: 'browser' | 'server' | 'import'
  readonly properties: JsonObject
  readonly context: JsonObject
}

/** GET /api/events?env=&person=&account=&event=&before=&limit= ; newest first. */
export interface EventList {
  readonly events: readonly EventItem[]
  readonly asOf: number
  readonly before?: number
}

/** GET /api/live?env= : server-sent events `event`, `transition`, `refusal`, `rate`; data is one of these as JSON. */
export type LiveMessage =
  | { readonly kind: 'event'; readonly event: EventItem }
  | {
      readonly kind: 'transition'
      readonly subject: SubjectKey
      readonly version: number
      readonly transition: Transition
    }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'delivery'; readonly delivery: DeliveryItem }
  | {
      readonly kind: 'rate'
      readonly perSecond: number
      readonly at: number
      readonly shown: number
      readonly of: number
    }

export interface PersonItem {
  readonly subject: SubjectKey
  readonly id: string
  readonly known: boolean
  readonly name?: string
  readonly email?: string
  readonly account?: string
  readonly lifecycle: string
  readonly milestones: readonly string[]
  readonly firstSeen: number
  readonly lastSeen: number
}

/** GET /api/people?env=&search=&lifecycle=&account=&anonymous=1&cursor= */
export interface PeopleList {
  readonly people: readonly PersonItem[]
  readonly matching: number
  readonly identified: number
  readonly asOf: number
  readonly cursor?: string
}

export interface TraitItem {
  readonly name: string
  readonly value: unknown
  readonly since: number
  readonly from: 'browser' | 'server'
}

export interface MilestoneItem {
  readonly id: string
  readonly name: string
  readonly order: number
  readonly level: 'person' | 'account'
  readonly value?: string
  readonly started?: number
  readonly reached?: number
}

/** A message to a person, and why. */
export interface MessageItem {
  readonly engagement: string
  readonly guide: string
  readonly decision?: string
  readonly status:
    | 'decided'
    | 'shown'
    | 'seen'
    | 'clicked'
    | 'dismissed'
    | 'completed'
    | 'withdrawn'
    | 'suppressed'
    | 'missed'
  readonly at: number
  readonly why: readonly Gate[]
}

/** GET /api/people/:subject (URL-encoded key) */
export interface PersonDetail extends PersonItem {
  readonly anonymousIds: readonly string[]
  readonly traits: readonly TraitItem[]
  readonly journey: readonly MilestoneItem[]
  readonly lifecycleHistory: readonly { readonly state: string; readonly at: number }[]
  readonly messages: readonly MessageItem[]
  readonly version: number
  readonly asOf: number
}

/** GET /api/people/:subject/timeline?before=&event= ; newest first: events and transitions in one line. */
export interface Timeline {
  readonly items: readonly TimelineItem[]
  readonly before?: number
  readonly asOf: number
}

export type TimelineItem =
  | { readonly kind: 'event'; readonly at: number; readonly event: EventItem }
  | { readonly kind: 'transition'; readonly at: number; readonly transition: Transition }

export interface AccountItem {
  readonly subject: SubjectKey
  readonly id: string
  readonly name?: string
  readonly lifecycle: string
  readonly milestones: readonly string[]
  readonly pql: readonly string[]
  readonly people: number
  readonly firstSeen: number
  readonly lastSeen: number
}

/** GET /api/accounts?env=&search=&lifecycle=&cursor= */
export interface AccountsList {
  readonly accounts: readonly AccountItem[]
  readonly matching: number
  readonly asOf: number
  readonly cursor?: string
}

/** GET /api/accounts/:subject ; its timeline is GET /api/accounts/:subject/timeline */
export interface AccountDetail extends AccountItem {
  readonly traits: readonly TraitItem[]
  readonly journey: readonly MilestoneItem[]
  readonly members: readonly MemberItem[]
  readonly leads: readonly Lead[]
  readonly lifecycleHistory: readonly { readonly state: string; readonly at: number }[]
  /** Events a day, the last 28 days, oldest first. */
  readonly activity: readonly number[]
  readonly asOf: number
}

export interface MemberItem {
  readonly person: SubjectKey
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly seen: number
  readonly events: number
}

/** One PQL turn of one subject, as the inbox shows it. */
export interface Lead {
  readonly subject: SubjectKey
  readonly id: string
  readonly name: string
  readonly pql: string
  readonly pqlName: string
  readonly is: boolean
  readonly since: number
  readonly turn: number
  readonly reasons: readonly Reason[]
  readonly champion?: Champion
  readonly say?: string
  readonly owner?: string
  readonly claimedAt?: number
  readonly snoozedUntil?: number
  readonly outcome?: PqlOutcome
  readonly outcomeNote?: string
  readonly outcomeAt?: number
  readonly history: readonly { readonly at: number; readonly says: string }[]
}

/** GET /api/leads?env=&view=open|mine|snoozed|done ; POST /api/leads {subject, pql, do, …} answers 202 with nothing. */
export interface LeadList {
  readonly leads: readonly Lead[]
  readonly counts: {
    readonly open: number
    readonly mine: number
    readonly snoozed: number
    readonly done: number
  }
  /** Per PQL definition: how many turned, how many were won. */
  readonly precision: readonly {
    readonly pql: string
    readonly turned: number
    readonly won: number
    readonly closed: number
  }[]
  readonly asOf: number
}

export interface LeadAction {
  readonly env: string
  readonly subject: SubjectKey
  readonly pql: string
  readonly do: 'claim' | 'release' | 'snooze' | 'outcome'
  readonly until?: number
  readonly outcome?: PqlOutcome
  readonly note?: string
}

export interface EndpointItem {
  readonly id: string
  readonly name?: string
  readonly type: 'webhook' | 'slack' | 'email'
  /** Host of the URL, or the addresses; never a secret path. */
  readonly to: string
  readonly usedBy: readonly string[]
  readonly delivered: number
  readonly failed: number
  readonly lastAt?: number
  /** Shown once, after it was made: `whsec_…`. */
  readonly secret?: string
}

export interface DeliveryItem extends Omit<DeliveryRecord, 'v' | 'payload'> {
  readonly payload?: unknown
}

/** GET /api/alerts?env= ; POST /api/endpoints/:id/test ; POST /api/deliveries/:id/replay ; POST /api/endpoints/:id/secret (shows or makes) */
export interface Alerts {
  readonly endpoints: readonly EndpointItem[]
  readonly deliveries: readonly DeliveryItem[]
  readonly asOf: number
}

/** GET /api/definitions?env= */
export interface DefinitionList {
  readonly definitions: readonly DefinitionItem[]
}

export interface DefinitionItem {
  readonly kind: DefinitionKind
  readonly id: string
  readonly version: number
  readonly at: number
  readonly by: string
  readonly definition: Definition
  /** Its rules as plain English. */
  readonly says: string
}

/** POST /api/definitions/apply */
export interface ApplyRequest {
  readonly env: string
  readonly documents: readonly unknown[]
  readonly dryRun?: boolean
  /** `kind/id` → version that the author started from; a stale one is 409. */
  readonly baseVersions?: { readonly [key: string]: number }
}

export interface ApplyResult {
  readonly ok: boolean
  readonly changes: readonly ApplyChange[]
  readonly problems: readonly (Problem & { readonly document: number; readonly id?: string })[]
  readonly dryRun: boolean
}

export interface ApplyChange {
  readonly kind: DefinitionKind
  readonly id: string
  readonly what: 'new' | 'changed' | 'same'
  readonly version: number
  /** A sentence: what it will change and from when it counts. */
  readonly says: string
}

/** GET, POST /api/tokens ; DELETE /api/tokens/:id */
export interface TokenItem {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly at: number
  readonly by: string
  readonly revoked?: number
  /** Only in the answer to the POST: `wm_…`. */
  readonly token?: string
}

/** GET /api/keys?env= */
export interface KeyItem {
  readonly id: string
  readonly env: string
  readonly type: 'write' | 'server'
  /** Whole for write keys; for server keys only for those who may see it. */
  readonly key?: string
  readonly at: number
  readonly revoked?: number
}

/** GET /api/state/:subject : the snapshot as the processor wrote it last. */
export interface StateAnswer {
  readonly subject: SubjectKey
  readonly version: number
  readonly state: JsonObject
}

/** GET /api/deadletters ; POST /api/deadletters/:offset/replay */
export interface DeadLetterItem {
  readonly offset: number
  readonly at: number
  readonly topic: string
  readonly key: string
  readonly reason: string
  readonly bytes: number
}

/** GET /api/overview?env= : the first screen after Setup. */
export interface Overview {
  readonly people: number
  readonly accounts: number
  readonly lifecycle: readonly { readonly state: string; readonly people: number }[]
  readonly journey: readonly {
    readonly id: string
    readonly name: string
    readonly level: 'person' | 'account'
    readonly started: number
    readonly reached: number
    readonly medianMs?: number
  }[]
  readonly leads: number
  readonly asOf: number
}
