import type { Evaluate, HoursOfDay, Schedule, SendChannel, TaskOwner } from '@waymark/schemas'

/** One message of an engagement, of any of its variants. All messages of an engagement share its draw. */
export type EngagementProgram = GuideProgram | SendProgram

interface CommonProgram {
  /** The engagement's own id for its first message; `id.1`, `id.variant`, `id.variant.1` for the others. */
  readonly id: string
  /** Id of the engagement as its author wrote it. */
  readonly definition: string
  readonly variant: string | undefined
  readonly audience: RuleProgram
  readonly exclude: RuleProgram | undefined
  readonly goal: RuleProgram | undefined
  readonly schedule: Schedule | undefined
  readonly quiet: HoursOfDay | undefined
  readonly draw: DrawProgram
  /** Absent: a guide follows its caps; what is sent is sent once. */
  readonly reentry: Reentry | undefined
  readonly includePresent: boolean
  /** Pauses while somebody in sales works the account. */
  readonly marketing: boolean
  readonly priority: number
  readonly caps: readonly CapProgram[]
  /** Counters of the policy that a delivery of this message adds to. */
  readonly counters: readonly Counter[]
}

/** Shown in the app: offered while all gates are open. */
export interface GuideProgram extends CommonProgram {
  readonly channel: 'guide'
  readonly guide: string
  readonly guideVersion: number
  /** Of a feed: its posts, whose readers' browsers are told what they have read. */
  readonly posts: readonly string[]
  /** Names of the tokens in its texts: the browser of a reader who has proved to be the person gets their values. */
  readonly tokens: readonly string[]
  /** Messages with a guide that comes before this one in the same place: one of them is offered at a time. */
  readonly rivals: readonly string[]
  /** Messages whose guide leaves no room for this one while it is on screen. */
  readonly blockers: readonly string[]
}

/** Sent: once each time that somebody enters the audience. */
export interface SendProgram extends CommonProgram {
  readonly channel: SendChannel
  readonly what: string
  readonly version: number
  /** Of an e-mail: sent to those, too, who have unsubscribed. */
  readonly transactional: boolean
  readonly say: string | undefined
  readonly task: TaskProgram | undefined
}

export interface TaskProgram {
  readonly title: string
  readonly dueMs: number | undefined
  readonly owner: TaskOwner | undefined
}

/** Whether it disturbs the person that it is about; a webhook, Slack or a task goes to somebody else. */
export const reachesPerson = ({ channel }: { readonly channel: string }): boolean =>
  channel === 'guide' || channel === 'email'

/** A rule, and what it says in English. */
export interface RuleProgram {
  readonly holds: Evaluate
  readonly says: string
}

/** How people are drawn. */
export interface DrawProgram {
  /** When somebody is drawn: as they come to the message, or into the flow that it is a step of. */
  readonly at: 'message' | 'entry'
  readonly holdout: number
  /** Share of the project that gets nothing at all. */
  readonly projectHoldout: number
  /** Empty where there are none. */
  readonly variants: readonly { readonly id: string; readonly weight: number }[]
}

export type Reentry =
  | { readonly often: 'once' }
  | { readonly often: 'every-time' }
  | { readonly often: 'cooldown'; readonly ms: number }

export type CapWindow =
  | { readonly of: 'ever' }
  /** Since the person entered the audience. */
  | { readonly of: 'entry' }
  | { readonly of: 'rolling'; readonly ms: number }
  | { readonly of: 'calendar'; readonly unit: 'day' | 'week' | 'month' }

/** A limit on what the message itself did, on what a counter of the policy says, or on what the account's members saw. */
export type CapProgram =
  | {
      readonly of: 'message'
      readonly max: number
      readonly window: CapWindow
      readonly says: string
      /** What was put off with "later" is not counted: nobody wrote this cap. */
      readonly sparesSnoozed: boolean
    }
  | {
      readonly of: 'counter'
      readonly counter: string
      readonly max: number
      readonly window: CapWindow
      readonly says: string
    }
  | { readonly of: 'account'; readonly isFull: Evaluate; readonly says: string }

/** What a policy counts, and how many of the newest times are kept. */
export interface Counter {
  readonly name: string
  readonly kept: number
}
