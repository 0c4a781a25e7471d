import type { Clock, Logger } from '@waymark/runtime'
import type { DeliveryRecord, Endpoint } from '@waymark/schemas'
import type { ChannelDeps, Message } from './channel.ts'
import { sendThroughChannel } from './channels.ts'
import {
  afterAttempt,
  dead,
  dropped,
  isStale,
  outdated,
  trying,
  withinSchedule,
} from './delivery.ts'
import type { Outcome } from './outcome.ts'

export interface AttemptDeps {
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
  readonly endpoint: (env: string, id: string) => Endpoint | undefined
  readonly channel: ChannelDeps
  /** Sends an e-mail to the person that it is for. */
  readonly sendEmail: (record: DeliveryRecord) => Promise<Outcome>
}

export interface Attempted {
  readonly record: DeliveryRecord
  /** Absent where nothing was tried. */
  readonly outcome?: Outcome
}

/** Makes one attempt and says what the record is after it. Never rejects. */
export type Attempt = (record: DeliveryRecord) => Promise<Attempted>

export const createAttempt = (deps: AttemptDeps): Attempt => {
  const { clock, random, logger } = deps
  const toEndpoint = async (record: DeliveryRecord): Promise<Outcome> => {
    const { webhookId, env } = record
    const endpoint = deps.endpoint(env, record.endpoint)
    if (!endpoint) return { t: 'dead', reason: `There is no endpoint ${record.endpoint}.` }
    const payload = record.payload as Message
    return sendThroughChannel({ payload, webhookId, env }, endpoint, deps.channel)
  }
  const send = async (record: DeliveryRecord): Promise<Outcome> => {
    try {
      return await (record.channel === 'email' ? deps.sendEmail(record) : toEndpoint(record))
    } catch (error) {
      // A bug in a channel concerns this message; the others go on, and it can be replayed once it is mended.
      logger.error({ err: error, delivery: record.id }, 'A message could not be rendered')
      return { t: 'dead', reason: 'The message could not be rendered.' }
    }
  }
  return async (waiting) => {
    const from = clock()
    if (isStale(waiting, from)) return { record: outdated(waiting, from) }
    const record = trying(waiting, from)
    if (record.channel !== 'email' && !deps.endpoint(record.env, record.endpoint))
      return { record: dead(record, from, `There is no endpoint ${record.endpoint}.`) }
    const answered = await send(record)
    const now = clock()
    const outcome = withinSchedule(answered, record, now)
    if (outcome.t === 'dropped') return { outcome, record: dropped(record, now, outcome.reason) }
    const attempted = { outcome, from, now, random: random() }
    return { outcome, record: afterAttempt(record, attempted) }
  }
}
