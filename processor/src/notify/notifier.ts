import { randomUUID } from 'node:crypto'
import type { Clock, Logger } from '@waymark/runtime'
import { type DeliveryRecord, type Endpoint, partitionOf } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { alertMessage } from './alert-message.ts'
import { createAttempt } from './attempt.ts'
import type { ChannelDeps } from './channel.ts'
import { createCourier } from './courier.ts'
import { isPending, replayed, resumed, tooOld } from './delivery.ts'
import { deliveryId, webhookId } from './delivery-id.ts'
import { createDeliveryLog } from './delivery-log.ts'
import { createStateFollower } from './follow-state.ts'
import { createInbox, type Inbox } from './inbox.ts'
import type { MailLinkConfig } from './mail/message-links.ts'
import { createEmailSender, type EmailDeps } from './mail/send-email.ts'
import { traitsIn } from './mail/traits-in.ts'
import type { Mail } from './mailer.ts'
import type { Outcome } from './outcome.ts'
import type { Post } from './post.ts'
import { sampleAlert } from './sample-alert.ts'
import { type After, systemAfter } from './timers.ts'

export interface NotifierConfig {
  /** What people reach the dashboard by; links in alerts begin with it. */
  readonly publicUrl: string
  /** Partitions of `state` to serve, where several processes share them; all when absent. */
  readonly partitions?: readonly number[]
  /** Attempts under way at once, per endpoint; 4 unless given. */
  readonly perEndpoint?: number
  /** How long finished deliveries are kept; 90 days unless given. */
  readonly keepMs?: number
}

export interface NotifierDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly after?: After
  readonly random: () => number
  readonly logger: Logger
  /** The endpoint as it is now. Has to know the definitions before `start`. */
  readonly endpoint: (env: string, id: string) => Endpoint | undefined
  /** What an endpoint's messages are signed with. */
  readonly secretOf: ChannelDeps['secretOf']
  readonly post: Post
  /** Absent where no mail server is configured. */
  readonly mail?: Mail
  /** What e-mails to people need; without it none is sent. */
  readonly people?: Pick<EmailDeps, 'email' | 'suppressed'> & { readonly links: MailLinkConfig }
  /** Resolves once the processor has reached the end of its input; until then nothing is sent. */
  readonly processorCaughtUp?: () => Promise<void>
}

export type ReplayResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'unknown' | 'under_way' | 'delivered' | 'test' }

/** Tells people: follows `state`, and brings each alert to its endpoints at least once, always under the same id. */
export interface Notifier {
  /** Resolves once what was left over is known; what is in the log by then is read and sent from there on. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Rejects when the notifier cannot go on (the log is broken); resolves on `stop`. */
  readonly done: Promise<void>
  /** Sends a made-up alert, one attempt; its record, kept like any other. `undefined`: no such endpoint. */
  readonly sendTest: (env: string, endpointId: string) => Promise<DeliveryRecord | undefined>
  /** Tries a dead or dropped delivery once more, under its old id. */
  readonly replay: (deliveryId: string) => Promise<ReplayResult>
}

const hourMs = 3_600_000
const keepMsDefault = 90 * 24 * hourMs
const perEndpointDefault = 4

interface Ending {
  readonly done: Promise<void>
  readonly fail: (error: unknown) => void
  readonly end: () => void
}

const createEnding = (): Ending => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // Whoever does not look at `done` must not fall over a rejection nobody handles.
  promise.catch(() => undefined)
  return { done: promise, fail: reject, end: resolve }
}

const testRecord = (
  env: string,
  endpoint: string,
  config: NotifierConfig & { readonly now: number },
): DeliveryRecord => {
  const body = sampleAlert(env, config.now)
  const id = deliveryId(
    { subject: `${env}/test/${randomUUID()}`, version: config.now, index: 0 },
    endpoint,
  )
  return {
    v: 1,
    id,
    webhookId: webhookId(id),
    env,
    endpoint,
    subject: body.subject,
    pql: body.pql,
    kind: 'test',
    status: 'waiting',
    attempts: 0,
    decided: config.now,
    at: config.now,
    payload: { ...alertMessage({ body, env, at: config.now }, config.publicUrl), type: 'pql.test' },
  }
}

/** A test is tried once: what a real alert would try again has failed. */
const finalOf = (record: DeliveryRecord): DeliveryRecord => {
  const { next: _next, ...rest } = record
  return { ...rest, status: record.status === 'retrying' ? 'dead' : record.status }
}

/** Without an address of ours there would be no way to unsubscribe. */
const noPeople = async (): Promise<Outcome> => ({
  t: 'dead',
  reason: 'E-mail to people needs WAYMARK_PUBLIC_URL: what its readers reach Waymark by.',
})

const emailSender = ({ people, clock, log, mail }: NotifierDeps) =>
  people
    ? createEmailSender(people.links, {
        ...people,
        clock,
        ...(mail ? { mail } : {}),
        append: async (records) => {
          await log.append(
            records.map(({ value, ...record }) => ({ ...record, value: Buffer.from(value) })),
          )
        },
      })
    : noPeople

/** One line for all: after a long outage there may be many. */
const logTooOld = (logger: Logger, records: readonly DeliveryRecord[]): void => {
  const gone = records.filter(({ error }) => error === tooOld)
  if (gone.length === 0) return
  const oldest = gone.reduce((at, { decided }) => Math.min(at, decided), Number.POSITIVE_INFINITY)
  logger.warn(
    { count: gone.length, oldest: new Date(oldest), reason: tooOld },
    'Messages are not sent; the Alerts page has them',
  )
}

const wire = (config: NotifierConfig, deps: NotifierDeps, onFailure: (error: unknown) => void) => {
  const { log, clock, random, logger } = deps
  const deliveries = createDeliveryLog(
    { keepMs: config.keepMs ?? keepMsDefault },
    { log, clock, random, logger },
  )
  const attempt = createAttempt({ ...deps, channel: deps, sendEmail: emailSender(deps) })
  const courier = createCourier(
    { perEndpoint: config.perEndpoint ?? perEndpointDefault },
    { clock, logger, after: deps.after ?? systemAfter, deliveries, attempt, onFailure },
  )
  const settle = async (inbox: Inbox, onlyStale = false): Promise<boolean> => {
    const { records, withdrawn } = inbox.settle(clock(), onlyStale)
    await deliveries.write(records)
    logTooOld(logger, records)
    records.filter(isPending).forEach(courier.add)
    await Promise.all([...withdrawn].map(([id, why]) => courier.withdraw(id, why)))
    return records.length + withdrawn.size > 0
  }
  const follower = createStateFollower(config, {
    log,
    clock,
    logger,
    createInbox: () =>
      createInbox(
        { publicUrl: config.publicUrl },
        {
          isKnown: deliveries.isKnown,
          pendingOf: courier.pendingOf,
          traitsIn: (env, id) => traitsIn(deps.people?.email(env, id)),
        },
      ),
    settle,
    onCaughtUp: courier.open,
  })
  return { attempt, deliveries, courier, follower }
}

/**
 * @example
 * const post = createPost({ allowPrivate: false, timeoutMs: 10_000, maxAnswerBytes: 65_536 })
 * const notifier = createNotifier({ publicUrl }, { log, clock, random, logger, endpoint, secretOf, post })
 * await notifier.start()
 */
export const createNotifier = (config: NotifierConfig, deps: NotifierDeps): Notifier => {
  const ending = createEnding()
  const { attempt, deliveries, courier, follower } = wire(config, deps, ending.fail)
  const { log, clock } = deps
  let stopped = false

  const isMine = ({ subject }: DeliveryRecord): boolean =>
    config.partitions?.includes(partitionOf(subject, log.partitions)) ?? true
  const follow = async (): Promise<void> => {
    await deps.processorCaughtUp?.()
    if (stopped) return
    await follower.start()
    await follower.done()
  }
  const refusal = (
    record: DeliveryRecord | undefined,
  ): Exclude<ReplayResult, { ok: true }>['reason'] | undefined => {
    if (!record) return 'unknown'
    if (record.kind === 'test') return 'test'
    if (courier.isPending(record.id) || isPending(record)) return 'under_way'
    return record.status === 'delivered' ? 'delivered' : undefined
  }
  return {
    done: ending.done,
    start: async () => {
      const pending = await deliveries.load()
      // A test that was cut off is not sent behind the back of whoever pressed the button.
      const mine = pending.filter((record) => record.kind !== 'test' && isMine(record))
      for (const record of mine) courier.add(resumed(record, clock()))
      follow().catch(ending.fail)
    },
    stop: async () => {
      stopped = true
      deliveries.stop()
      await follower.stop()
      await courier.stop()
      ending.end()
    },
    sendTest: async (env, endpointId) => {
      if (!deps.endpoint(env, endpointId)) return undefined
      const tried = await attempt(testRecord(env, endpointId, { ...config, now: clock() }))
      const record = finalOf(tried.record)
      await deliveries.write([record])
      return record
    },
    replay: async (id) => {
      const record = await deliveries.find(id)
      const reason = refusal(record)
      if (!record || reason) return { ok: false, reason: reason ?? 'unknown' }
      const again = replayed(record, clock())
      await deliveries.write([again])
      courier.add(again)
      return { ok: true }
    },
  }
}
