import {
  limits,
  normalAddress,
  ownEventRecord,
  type StoredKey,
  type SuppressionReason,
  subjectKey,
  suppressionRecords,
  type TextRecord,
} from '@waymark/schemas'
import { checkId } from '@waymark/schemas/wire/check-id'
import { mailEvents } from '@waymark/schemas/wire/event'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { IngestContext } from '../context.ts'
import { sendFault, sendJson } from '../http/answer.ts'
import { type Fault, isFault } from '../http/fault.ts'
import { noteRefusal, openRequest } from '../http/open-request.ts'
import { asRecords } from './record-mail.ts'

/** What a mail provider reports of an address. */
interface Bounce {
  readonly email: string
  readonly type: 'hard' | 'soft' | 'complaint'
  readonly userId?: string
  readonly reason?: string
}

const mostBounces = 1000
const reasonLimit = 300

const wrongKeyType: Fault = {
  code: 'wrong_key_type',
  message: 'Bounces are reported with a server key (sk_…).',
}

const fault = (message: string, at: string): Fault => ({ code: 'invalid_body', message, at })

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const readBounce = (value: unknown, at: string): Bounce | Fault => {
  if (typeof value !== 'object' || value === null) return fault('A bounce is an object.', at)
  const { email, type, userId, reason } = value as Readonly<Record<string, unknown>>
  if (!isText(email) || email.length > 320 || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email))
    return fault('email is missing, or no address.', `${at}.email`)
  if (type !== 'hard' && type !== 'soft' && type !== 'complaint')
    return fault('type is one of hard, soft, complaint.', `${at}.type`)
  const wrongId = isText(userId) ? checkId(userId, `${at}.userId`) : undefined
  if (wrongId) return wrongId
  return {
    email,
    type,
    ...(isText(userId) ? { userId } : {}),
    ...(isText(reason) ? { reason: reason.slice(0, reasonLimit) } : {}),
  }
}

const readBounces = (body: unknown): readonly Bounce[] | Fault => {
  const list = (body as { readonly bounces?: unknown } | null)?.bounces
  if (!Array.isArray(list) || list.length === 0)
    return fault('bounces is missing: a list of { email, type }.', 'bounces')
  if (list.length > mostBounces) {
    const message = `At most ${mostBounces} bounces in a request.`
    return { code: 'too_many_events', message, at: 'bounces', limit: mostBounces }
  }
  const read: Bounce[] = []
  for (const [i, one] of list.entries()) {
    const bounce = readBounce(one, `bounces[${i}]`)
    if (isFault(bounce)) return bounce
    read.push(bounce)
  }
  return read
}

interface Reported {
  readonly key: StoredKey
  readonly now: number
  readonly newMessageId: () => string
}

/** An address that bounced softly may work tomorrow: it is not put on the list. */
const reasonOf = ({ type }: Bounce): SuppressionReason | undefined =>
  type === 'soft' ? undefined : type === 'hard' ? 'bounced' : 'complained'

const recordsOf = (bounce: Bounce, { key, now, newMessageId }: Reported): readonly TextRecord[] => {
  const why = reasonOf(bounce)
  if (!why) return []
  const { userId, reason } = bounce
  const { env } = key
  const subject = userId === undefined ? '' : subjectKey(env, 'user', userId)
  const address = normalAddress(bounce.email)
  const detail = reason === undefined ? {} : { detail: reason }
  const list = suppressionRecords({
    env,
    address,
    why,
    subject,
    at: now,
    by: 'provider',
    ...detail,
  })
  if (subject === '') return list
  const event = ownEventRecord(subject, now, {
    event: mailEvents[why],
    messageId: newMessageId(),
    properties: { address, ...(reason === undefined ? {} : { reason }) },
  })
  return [...list, event]
}

const takeBounces =
  (ctx: IngestContext) => async (request: FastifyRequest, reply: FastifyReply) => {
    const opened = await openRequest(ctx, request)
    if (isFault(opened)) return sendFault(ctx, reply, opened)
    const { key } = opened
    const bounces = key.type === 'server' ? readBounces(opened.body.value) : wrongKeyType
    if (isFault(bounces)) {
      noteRefusal(ctx, request, { fault: bounces, key })
      return sendFault(ctx, reply, bounces)
    }
    const reported = { key, now: ctx.clock(), newMessageId: ctx.newMessageId }
    const records = bounces.flatMap((bounce) => recordsOf(bounce, reported))
    if (records.length > 0) await ctx.log.append(asRecords(records))
    return sendJson(reply, JSON.stringify({ suppressed: bounces.filter(reasonOf).length }))
  }

/** Where a mail provider, or what sits between it and us, reports addresses that take nothing. */
export const registerBounceRoute = (app: FastifyInstance, ctx: IngestContext): void => {
  app.post('/v1/email/bounces', { bodyLimit: limits.requestBytes }, takeBounces(ctx))
}
