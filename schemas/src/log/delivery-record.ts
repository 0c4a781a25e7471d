import type { SubjectKey } from './subject.ts'
import type { SendChannel } from './transitions/sends.ts'

/**
 * What became of one alert at one endpoint; topic `deliveries`, key = `id`. Written at every attempt; the newest counts.
 */
export interface DeliveryRecord {
  readonly v: 1
  /** `<subject>@<version>.<index>:<endpoint>`; also the webhook's id, hashed short. */
  readonly id: string
  /** The `webhook-id` that the receiver sees; the same at every attempt. */
  readonly webhookId: string
  readonly env: string
  /** Where it goes; of an e-mail to a person, which one. */
  readonly endpoint: string
  readonly subject: SubjectKey
  /** '' of what an engagement sends. */
  readonly pql: string
  /** Of what an engagement sends: its engagement, as its author wrote it, and the channel. */
  readonly engagement?: string
  readonly channel?: SendChannel
  /** `test` for a test send. */
  readonly kind: 'alert' | 'test' | 'send'
  readonly status: 'waiting' | 'delivered' | 'retrying' | 'dead' | 'dropped'
  readonly attempts: number
  /** When the alert was decided, and when the newest attempt ended. */
  readonly decided: number
  readonly at: number
  readonly next?: number
  /** Since when it is tried. The time that nobody was there to try it again is not counted. */
  readonly triedSince?: number
  readonly httpStatus?: number
  readonly ms?: number
  /** Why not, in a sentence. */
  readonly error?: string
  /** What was sent, so that it can be looked at and replayed. */
  readonly payload: unknown
}

/** Names the delivery of a message that an engagement sends: the message's own id is the same wherever it is read. */
export const sendDeliveryId = (send: string): string => `send/${send}`

/** A record that could not be folded, or a row of one (`facts`, `state`) that ClickHouse does not take; topic `deadletter`. */
export interface DeadLetter {
  readonly v: 1
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string
  readonly at: number
  readonly reason: string
  /** The original value, base64; of a row, the row, unless it is large. */
  readonly value: string
}
