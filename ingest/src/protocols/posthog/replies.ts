import type { Fault } from '../../http/fault.ts'
import { faultStatus } from '../../http/fault.ts'
import type { Refuse } from '../../http/refuse.ts'
import { type Reply, replyJson } from '../../http/reply.ts'

/** posthog-js sends again whatever is answered with anything but exactly 200. */
export const taken: Reply = replyJson('{"status":1}')

/** Makes a client stop sending recordings for a while, without an error in its page. */
export const recordingsRefused: Reply = replyJson('{"status":1,"quota_limited":["recordings"]}')

/**
 * posthog-js drops on 429 and comes again on 503. posthog-node halves its batches for good on 413, which does not help where
 * one event is too large.
 */
const statusOf = (fault: Fault): number => {
  if (fault.code === 'too_many_requests') return 503
  return fault.code === 'event_too_large' ? 400 : faultStatus(fault)
}

const typeOf = (status: number): string => {
  if (status >= 500) return 'server_error'
  return status === 401 || status === 403 ? 'authentication_error' : 'validation_error'
}

/** `{"type", "code", "detail", "attr"}`, as PostHog's server writes errors. */
export const refuseAsPosthog: Refuse = (fault) => {
  const { code, message: detail, at: attr = null } = fault
  const status = statusOf(fault)
  return replyJson(JSON.stringify({ type: typeOf(status), code, detail, attr }), status)
}
