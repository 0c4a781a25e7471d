import type { ChannelName } from '../../definitions/engagement.ts'
import type { Gate } from '../../wire/gates.ts'
import type { TaskDeed } from '../events-record.ts'
import type { SubjectKey } from '../subject.ts'
import type { SayMarks } from './say-marks.ts'

/** The channels that are sent on; guides are shown. */
export type SendChannel = Exclude<ChannelName, 'guide'>

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

/** What leaves the app, and what became of the tasks among it. */
export type SendTransition =
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
  | ({
      /** What a human did about a task. */
      readonly t: 'task'
      /** The id of what sent it. */
      readonly task: string
      readonly at: number
      readonly by: string
    } & TaskDeed)
