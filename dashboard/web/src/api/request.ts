import type { ErrorAnswer } from '@waymark/schemas'

/** What the server, or the way to it, said no with. */
export class RequestFailed extends Error {
  readonly code: string
  readonly status: number
  /** Where in what was sent: `engagement.audience.did`. */
  at?: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'RequestFailed'
    this.status = status
    this.code = code
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

const failure = async (response: Response): Promise<RequestFailed> => {
  const answer = (await response.json().catch(() => undefined)) as Partial<ErrorAnswer> | undefined
  const {
    code = 'unknown',
    message = `The server answered ${response.status}.`,
    at,
  } = answer?.error ?? {}
  const failed = new RequestFailed(response.status, code, message)
  if (at !== undefined) failed.at = at
  return failed
}

/** What stands between here and the server (a sign-in of a proxy, a line that breaks) answers with no JSON, or with a part of it. */
const unreadable =
  'What came back is no answer of Waymark, or only a part of one. Does a proxy ask you to sign in? Then load this page again.'

const read = async (response: Response): Promise<unknown> => {
  try {
    const text = await response.text()
    return text === '' ? undefined : JSON.parse(text)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailed(0, 'unreadable', unreadable)
  }
}

/**
 * Asks the API and gives what it answered; `undefined` for an answer without a body.
 *
 * @throws RequestFailed with a sentence that can be shown; AbortError when `signal` fired.
 */
export const request = async <T>(path: string, options: RequestOptions = {}): Promise<T> => {
  const { method = 'GET', body, signal } = options
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new RequestFailed(0, 'offline', 'The server does not answer. Is it running?')
  })
  if (!response.ok) throw await failure(response)
  return (await read(response)) as T
}

/** `/api/people` + { env, search } → `/api/people?env=…`; leaves out what is empty. */
export const address = (
  path: string,
  query: { readonly [name: string]: string | number | undefined } = {},
): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  if (given.length === 0) return path
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}
