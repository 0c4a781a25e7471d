import {
  Agent as HttpAgent,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type AddressRules, checkAddress, type ResolvedAddress } from './check-address.ts'

export interface PostRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type PostAnswer =
  | {
      readonly t: 'answered'
      readonly status: number
      readonly retryAfter?: string
      readonly text: string
    }
  /** The address is not one that may be called. Nothing was sent. */
  | { readonly t: 'refused'; readonly reason: string }
  /** No answer: name, connection, TLS or time. */
  | { readonly t: 'failed'; readonly reason: string }

/** Sends one POST to a checked address. Never follows a redirect, never uses a proxy, never rejects. */
export type Post = (request: PostRequest) => Promise<PostAnswer>

export interface PostConfig extends AddressRules {
  /** From the look-up of the name to the end of the answer. */
  readonly timeoutMs: number
  /** The answer is cut here. */
  readonly maxAnswerBytes: number
}

/** Hands the connection the addresses that were checked: a name that meanwhile points elsewhere changes nothing. */
const pinned =
  (addresses: readonly ResolvedAddress[]): LookupFunction =>
  (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, [...addresses])
    else done(null, first?.address ?? '', first?.family)
  }

/** Reads until the end, the limit or the deadline, whichever comes first; what was read is enough. */
const readText = async (answer: IncomingMessage, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, maxBytes - size))
      size += chunk.length
      if (size >= maxBytes) break
    }
  } catch {
    // The status has been said; a body that breaks off takes nothing from it.
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A look-up of a name cannot be called off, only left alone. */
const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })

interface Exchange {
  readonly url: URL
  readonly addresses: readonly ResolvedAddress[]
  readonly request: PostRequest
  readonly signal: AbortSignal
}

const open = ({ url, addresses, request, signal }: Exchange): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    // An agent of its own: no pooled socket of another name, and no proxy from the environment.
    const options: RequestOptions = {
      method: 'POST',
      agent: secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }),
      lookup: pinned(addresses),
      signal,
      headers: {
        ...request.headers,
        'content-length': String(Buffer.byteLength(request.body)),
        'user-agent': 'Waymark-Webhooks/1',
      },
    }
    const outgoing = (secure ? requestHttps : requestHttp)(url, options, resolve)
    outgoing.on('error', reject)
    outgoing.end(request.body)
  })

const exchange = async (
  config: PostConfig,
  request: PostRequest,
  signal: AbortSignal,
): Promise<PostAnswer> => {
  const checked = await unlessAborted(checkAddress(request.url, config), signal)
  if (checked.t === 'refused') return checked
  if (checked.t === 'unresolved') return { t: 'failed', reason: checked.reason }
  const answer = await open({ url: checked.url, addresses: checked.addresses, request, signal })
  const text = await readText(answer, config.maxAnswerBytes)
  answer.destroy()
  const retryAfter = answer.headers['retry-after']
  return {
    t: 'answered',
    status: answer.statusCode ?? 0,
    text,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  return `No answer (${code ?? message}).`
}

export const createPost =
  (config: PostConfig): Post =>
  async (request) => {
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), config.timeoutMs)
    try {
      return await exchange(config, request, abort.signal)
    } catch (error) {
      const late = abort.signal.aborted
      const reason = late ? `No answer within ${config.timeoutMs / 1000} s.` : reasonOf(error)
      return { t: 'failed', reason }
    } finally {
      clearTimeout(timer)
    }
  }
