import type { ChannelName } from '../definitions/engagement.ts'
import type { AnswerValue } from '../rules/message/ledger.ts'
import type { Debt } from './debt.ts'
import type { PqlOutcome, TaskDeed } from './events-record.ts'
import type { SubjectKey } from './subject.ts'

/** What decided: the event, by whom, when. */
export interface Evidence {
  readonly event?: string
  readonly message?: string
  readonly person?: SubjectKey
  readonly at: number
}

/** Why somebody is a PQL, or no longer is one: a line each. */
export interface Reason {
  /** `leave`: the rule that ends it holds. */
  readonly part: 'milestone' | 'fit' | 'behaviour' | 'intent' | 'leave'
  /** Id of the milestone; '' else. */
  readonly id: string
  /** Plain English: "reached Code installed", "employees is at least 20". */
  readonly says: string
  readonly is: boolean
  /** Of a condition that counts for so much. */
  readonly weight?: number
  readonly by?: Evidence
}

export interface Champion {
  readonly person: SubjectKey
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly seen: number
  readonly events: number
}

/** What is asked before a message, in the order in which it is asked. */
export const gateNames = [
  'identified',
  'consent',
  'audience',
  'exclude',
  'goal',
  'unsubscribed',
  'entry',
  'merge',
  'schedule',
  'quiet',
  'worked',
  'variant',
  'holdout',
  'snooze',
  'caps',
  'priority',
  'slot',
] as const

export type GateName = (typeof gateNames)[number]

/** One gate of a decision: what it wants, what it found. */
export interface Gate {
  readonly gate: GateName
  readonly is: boolean
  readonly wants: string
  readonly found: string
}

/**
 * Where values that people chose stand in `say` with characters in them that a chat reads as marks: from, until, in UTF-16 units.
 */
export type SayMarks = readonly (readonly [from: number, until: number])[]

/** What an SDR needs to act, complete in itself. */
export interface AlertBody {
  readonly pql: string
  readonly pqlName: string
  readonly subject: SubjectKey
  /** Group id of the account, or the person's user id. */
  readonly id: string
  readonly name: string
  readonly traits: { readonly [name: string]: unknown }
  readonly reasons: readonly Reason[]
  /** Whose lead it is. */
  readonly owner?: string
  readonly champion?: Champion
  readonly members: number
  readonly milestones: readonly {
    readonly id: string
    readonly name: string
    readonly reached?: number
  }[]
  /** Which turn this is: 1 for the first. */
  readonly turn: number
  readonly say?: string
  readonly sayMarks?: SayMarks
}

/** Whom a message that leaves the app is for, or about, as far as it is known. */
export interface Recipient {
  /** The person's key; of what is sent about an account, the account's. */
  readonly person: SubjectKey
  /** User id; an anonymous visitor has none. */
  readonly userId?: string
  readonly email?: string
  /** Who said so: what a browser says about itself nobody has verified. */
  readonly emailFrom?: 'browser' | 'server'
  readonly name?: string
  readonly account?: string
  /** The account's name, where the account has told it. */
  readonly accountName?: string
}

/**
 * A change that the fold decided, in the same record as the snapshot that it led to.
 * (subject, version, index) names it everywhere: webhook ids, rows, relay origins. `at` is what it is dated by; `folded` is the
 * subject's clock when it was decided, where that is another instant: only from then on anything can have known of it.
 */
export type Transition =
  | {
      readonly t: 'milestone'
      readonly id: string
      readonly what: 'started' | 'reached'
      readonly at: number
      readonly folded?: number
      readonly by?: Evidence
    }
  | {
      readonly t: 'lifecycle'
      readonly from: string
      readonly to: string
      readonly at: number
      readonly folded?: number
    }
  | {
      readonly t: 'segment'
      readonly id: string
      readonly is: boolean
      readonly at: number
      readonly folded?: number
      /** Since when somebody counts as being in it, where that is earlier. */
      readonly since?: number
    }
  | {
      readonly t: 'pql'
      readonly id: string
      readonly is: boolean
      readonly at: number
      readonly folded?: number
      /** Since when somebody counts as being one, where that is earlier. */
      readonly since?: number
      readonly turn: number
      readonly reasons: readonly Reason[]
      /** Whose lead it is. */
      readonly owner?: string
      readonly champion?: Champion
      /** Suggested words, filled in; with an alert or without one. */
      readonly say?: string
    }
  | {
      readonly t: 'alert'
      readonly to: readonly string[]
      readonly at: number
      readonly body: AlertBody
    }
  | {
      readonly t: 'alert_withheld'
      readonly pql: string
      readonly at: number
      readonly reason: 'cooldown' | 'history' | 'frequency'
    }
  | {
      readonly t: 'worked'
      readonly pql: string
      readonly at: number
      readonly by: string
      readonly do: 'claim' | 'release' | 'snooze' | 'outcome' | 'reopen'
      readonly outcome?: PqlOutcome
      readonly until?: number
      readonly note?: string
    }
  | ({
      /** What a human did about a task. */
      readonly t: 'task'
      /** The id of what sent it. */
      readonly task: string
      readonly at: number
      readonly by: string
    } & TaskDeed)
  | {
      readonly t: 'decided'
      readonly decision: string
      readonly engagement: string
      readonly guide: string
      readonly version: number
      readonly variant?: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      readonly t: 'withdrawn'
      readonly decision: string
      readonly engagement: string
      readonly guide: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      readonly t: 'suppressed'
      readonly engagement: string
      /** '' where it is not a guide that is not shown. */
      readonly guide: string
      /** Of what is sent: the channel, and what was not sent. */
      readonly channel?: SendChannel
      readonly what?: string
      readonly variant?: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      /** A message is to leave the app: once for each time that somebody enters the audience, never for history. */
      readonly t: 'send'
      /** The same entry makes the same id, whatever crashes. */
      readonly send: string
      /** With the place in its list where that is not the first: `remind.1`. */
      readonly engagement: string
      /** As its author wrote it. */
      readonly definition: string
      readonly variant?: string
      readonly channel: SendChannel
      /** Id of the template (`email`) or of the endpoint. */
      readonly what: string
      /** Version of the template or endpoint. */
      readonly version: number
      readonly to: Recipient
      /** What a template may fill in: the person's traits. */
      readonly traits: { readonly [name: string]: unknown }
      /** Words for a webhook, for Slack or for who has the task, filled in. */
      readonly say?: string
      readonly sayMarks?: SayMarks
      /** What a human is to do, until when, whose it is. */
      readonly task?: { readonly title: string; readonly due?: number; readonly owner?: string }
      /** Of a flow with a key: for whose place it is sent. */
      readonly key?: string
      readonly at: number
      readonly why: readonly Gate[]
    }
  | {
      /**
       * Somebody came as far as the draw: all gates before it were open. Told once per person and engagement, of those who are
       * held out and of those who are not, so that lift can compare exactly these.
       */
      readonly t: 'exposed'
      readonly engagement: string
      readonly arm: 'treated' | 'held_out'
      /** Whose holdout: the engagement's own, or the project's. */
      readonly of?: 'engagement' | 'project'
      readonly variant?: string
      /** How the draw was set when it was made: who was drawn under other shares cannot be compared. */
      readonly draw: DrawShares
      readonly at: number
    }
  | {
      /** Somebody enters a flow, comes to a step of it, or is in it no more. */
      readonly t: 'flow'
      readonly flow: string
      readonly what: FlowMove
      /** The step at which they stand now, or stood last. */
      readonly step: string
      /** Of a flow with a key: whose place it is. */
      readonly key?: string
      readonly at: number
      /** Of a place that a visitor brings: since when they stand there, and since when they are in the flow. */
      readonly since?: number
      readonly entered?: number
      /** Plain English: what led there. */
      readonly says: string
    }
  | {
      readonly t: 'granted'
      readonly claim: string
      readonly decision: string
      readonly at: number
      readonly until: number
    }
  | {
      readonly t: 'not_granted'
      readonly claim: string
      readonly decision: string
      readonly at: number
      readonly reason: 'capped' | 'withdrawn' | 'elsewhere'
    }
  | {
      readonly t: 'lapsed'
      readonly decision: string
      readonly engagement: string
      readonly at: number
    }
  | {
      readonly t: 'message'
      readonly decision: string
      readonly engagement: string
      /** The one that the engagement shows, whatever the page called it. */
      readonly guide: string
      readonly what: MessageStep
      readonly at: number
      readonly folded?: number
      readonly by?: string
      /** The engagement was not in force any more: rules do not see it. */
      readonly unpublished?: true
    }
  | {
      /** What a page told of a message that is no step of it, but that rules ask for: answers, and why a grant was given back. */
      readonly t: 'noted'
      readonly engagement: string
      readonly guide: string
      readonly what: 'answered' | 'released'
      readonly at: number
      readonly folded?: number
      readonly by?: string
      readonly answers?: { readonly [question: string]: AnswerValue }
    }
  | { readonly t: 'merged'; readonly into: SubjectKey; readonly at: number }
  | { readonly t: 'absorbed'; readonly from: SubjectKey; readonly at: number }
  | { readonly t: 'joined'; readonly account: string; readonly at: number }
  | {
      readonly t: 'owed'
      readonly to: SubjectKey
      /** The debtor's clock. */
      readonly at: number
      readonly debt: Debt
      /** Of history: nothing is sent for it at the other end either. */
      readonly quiet?: true
    }

/** The shares that people are drawn by: of the project's holdout, of the rest the engagement's own, and the variants' weights. */
export interface DrawShares {
  readonly project: number
  readonly holdout: number
  readonly variants?: readonly (readonly [id: string, weight: number])[]
}

/** The channels that are sent on; guides are shown. */
export type SendChannel = Exclude<ChannelName, 'guide'>

export type MessageStep =
  | 'rendered'
  | 'seen'
  | 'clicked'
  | 'dismissed'
  | 'completed'
  | 'snoozed'
  | 'missed'

/** `won`: the goal is met. `left`: the exit rule holds, or the flow is gone. `ended`: nothing comes after the last step. */
export type FlowMove = 'entered' | 'moved' | 'won' | 'left' | 'ended'
