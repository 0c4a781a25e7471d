import { setTimeout as pause } from 'node:timers/promises'
import type { ErrorAnswer } from '@waymark/schemas'
import { CommandError } from '../print/command-error.ts'

/** The API of a running instance. */
export interface Api {
  readonly url: string
  /** Whether it is the one of a data directory of this machine. */
  readonly local: boolean
  readonly get: <T>(path: string, query?: Query) => Promise<T>
  /** Posts; an answer that is not 2xx is a value for those who can use it. */
  readonly send: <T>(method: 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Answer<T>>
  /** A request that the caller reads himself: streams, pages outside the API. */
  readonly raw: (path: string, init?: RequestInit) => Promise<Response>
  /** What an answer that is no success means to the operator. */
  readonly refusal: (status: number, body: unknown) => string
}

export type Query = { readonly [name: string]: string | number | undefined }

export type Answer<T> =
  | { readonly ok: true; readonly body: T }
  | {
      readonly ok: false
      readonly status: number
      readonly body: unknown
      readonly message: string
    }

interface ApiConfig {
  readonly url: string
  readonly token: string
  readonly local: boolean
  /** How to come by a token that is accepted: a sentence, without its full stop where a command ends it. */
  readonly wayIn: string
}

const startingMs = 20_000
const retryMs = 250

/** What follows a path: `?env=production&limit=2`; nothing where nothing is asked. */
export const search = (query: Query = {}): string => {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) given.set(name, String(value))
  }
  return given.size === 0 ? '' : `?${given}`
}

const parse = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

const errorOf = (body: unknown): ErrorAnswer['error'] | undefined =>
  typeof body === 'object' && body !== null && 'error' in body
    ? (body as ErrorAnswer).error
    : undefined

/** What an answer that is no success means to the operator. */
const sayRefusal =
  ({ url, local, wayIn }: ApiConfig): Api['refusal'] =>
  (status, body) => {
    const error = errorOf(body)
    if (!error) {
      const wayOut = local ? 'Another program listens there.' : 'Check WAYMARK_URL.'
      return `${new URL(url).origin} answers ${status}, and not as Waymark does. ${wayOut}`
    }
    if (status !== 401) return error.message
    const what = local ? "The commands' token" : 'WAYMARK_TOKEN'
    return `${what} is not accepted: it was revoked, or it belongs to another instance. ${wayIn}`
  }

const reach = async (url: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, init)
  } catch (error) {
    const cause = (error as { cause?: NodeJS.ErrnoException }).cause
    const why = cause?.code ?? cause?.message ?? (error as Error).message
    throw new CommandError(
      `${new URL(url).origin} cannot be reached (${why}). Is Waymark running there?`,
    )
  }
}

/** A client of the dashboard's API; waits while the instance is starting. */
export const createApi = (config: ApiConfig): Api => {
  const { url, token, local } = config
  const refusal = sayRefusal(config)
  const base = url.replace(/\/+$/, '')
  const raw = (path: string, init: RequestInit = {}): Promise<Response> =>
    reach(`${base}${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}` },
    })
  const ask = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    const until = Date.now() + startingMs
    for (;;) {
      const answer = await raw(path, init)
      const body = parse(await answer.text())
      if (answer.ok) return { ok: true, body: body as T }
      if (errorOf(body)?.code !== 'starting' || Date.now() > until) {
        return { ok: false, status: answer.status, body, message: refusal(answer.status, body) }
      }
      await pause(retryMs)
    }
  }
  return {
    url: base,
    local,
    raw,
    refusal,
    get: async <T>(path: string, query?: Query): Promise<T> => {
      const answer = await ask<T>(`${path}${search(query)}`, {})
      if (!answer.ok) throw new CommandError(answer.message)
      if (answer.body === undefined) throw new CommandError(refusal(200, undefined))
      return answer.body
    },
    send: (method, path, body) =>
      ask(path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
  }
}

/** The body of a success; anything else ends the command with what the instance said. */
export const bodyOf = <T>(answer: Answer<T>): T => {
  if (!answer.ok) throw new CommandError(answer.message)
  return answer.body
}
