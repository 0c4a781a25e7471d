import type { Outcome } from './outcome.ts'
import type { PostAnswer } from './post.ts'

/** Milliseconds that a Retry-After header asks for: seconds or a date. */
const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const text = header.trim()
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) && ms > 0 ? ms : undefined
}

/**
 * What an HTTP answer means, by Standard Webhooks: 2xx is success; 410 means that the receiver wants no more of it; everything
 * else is a failure that is tried again. That holds for redirects and other 4xx too: they are mostly a deployment, a proxy or
 * a wrong setting that somebody is about to repair, and the address is read anew at every attempt.
 * An address that may not be called is never tried again.
 */
export const judgeAnswer = (answer: PostAnswer, now: number): Outcome => {
  if (answer.t === 'refused') return { t: 'dead', reason: answer.reason }
  if (answer.t === 'failed') return { t: 'retry', reason: answer.reason }
  const { status } = answer
  if (status >= 200 && status < 300) return { t: 'delivered', httpStatus: status }
  if (status === 410)
    return { t: 'dead', reason: 'The receiver wants no more of these (410).', httpStatus: status }
  const redirect = status >= 300 && status < 400
  const afterMs = retryAfterMs(answer.retryAfter, now)
  return {
    t: 'retry',
    reason: redirect ? `Answered ${status}; redirects are not followed.` : `Answered ${status}.`,
    httpStatus: status,
    ...(afterMs === undefined ? {} : { afterMs }),
  }
}
