import { bare } from './bare.ts'
import { parseRetryAfter } from './retry-delay.ts'

/** What became of a request. Refused: it will be refused again. Later: worth another try. */
export type Answer =
  | { readonly kind: 'ok'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'later'; readonly afterMs: number | undefined }

export interface Transport {
  /** Never rejects. */
  post(path: string, json: string, options?: PostOptions): Promise<Answer>
}

export interface PostOptions {
  /** Goes on when the page has gone; the browser allows 64 KB of these at a time. */
  readonly keepalive?: boolean
  readonly timeoutMs?: number
}

/** Longer than any answer takes; a request that hangs must not hold the queue for ever. */
const defaultTimeoutMs = 15_000

/** Requests that need no preflight (text, no header of ours, no credentials): they also work while the page unloads. */
export const createTransport = (baseUrl: string): Transport => ({
  async post(path, json, { keepalive = false, timeoutMs = defaultTimeoutMs } = {}) {
    try {
      const response = await fetch(
        baseUrl + path,
        bare({
          method: 'POST',
          body: json,
          headers: bare({ 'content-type': 'text/plain' }),
          credentials: 'omit' as const,
          cache: 'no-store' as const,
          keepalive,
          signal: AbortSignal.timeout(timeoutMs),
        }),
      )
      return await answerOf(response)
    } catch {
      return { kind: 'later', afterMs: undefined }
    }
  },
})

const answerOf = async (response: Response): Promise<Answer> => {
  const { status } = response
  // What is no JSON comes from something between us, such as a page to sign in to a network: nobody has taken the events.
  if (response.ok) return { kind: 'ok', body: await response.json() }
  if (status < 400 || status === 408 || status === 429 || status >= 500) {
    return {
      kind: 'later',
      afterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
    }
  }
  return { kind: 'refused', status }
}
