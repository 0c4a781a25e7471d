import type { DeliveryRecord } from '../log/delivery-record.ts'
import type { SubjectKey } from '../log/subject.ts'
import type { SendChannel } from '../log/transitions/sends.ts'
import type { Gate } from '../wire/gates.ts'
import type { ScoreItem } from './scores.ts'

export interface PersonItem {
  readonly subject: SubjectKey
  readonly id: string
  readonly known: boolean
  readonly name?: string
  readonly email?: string
  readonly account?: string
  /** What the account is called, where that is known. */
  readonly accountName?: string
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
  readonly from: 'browser' | 'signed' | 'server'
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

/** What came of a message at its channel: when it was tried last, and why it did not go out. */
export type MessageDelivery = Pick<DeliveryRecord, 'status' | 'at' | 'error'>

/** A message to a person, and why. */
export interface MessageItem {
  readonly engagement: string
  /** '' for what is sent. */
  readonly guide: string
  /** Of what is sent: on which channel, and the template or endpoint. */
  readonly channel?: SendChannel
  readonly what?: string
  readonly variant?: string
  readonly decision?: string
  readonly status:
    | 'decided'
    | 'sent'
    | 'shown'
    | 'seen'
    | 'clicked'
    | 'dismissed'
    | 'completed'
    | 'withdrawn'
    | 'suppressed'
    | 'missed'
  /** Of what is sent, as far as it is known: of the newest thousand of all people. */
  readonly delivery?: MessageDelivery
  readonly at: number
  readonly why: readonly Gate[]
}

/** Events that came faster than anybody is worth: they are stored, and count for no rule. */
export interface Uncounted {
  readonly events: number
  /** When the first and the last of them were received. */
  readonly from: number
  readonly to: number
}

/** GET /api/people/:subject (URL-encoded key) */
export interface PersonDetail extends PersonItem {
  readonly uncounted?: Uncounted
  readonly scores: readonly ScoreItem[]
  readonly anonymousIds: readonly string[]
  readonly traits: readonly TraitItem[]
  readonly journey: readonly MilestoneItem[]
  readonly lifecycleHistory: readonly { readonly state: string; readonly at: number }[]
  readonly messages: readonly MessageItem[]
  readonly version: number
  readonly asOf: number
}
