import type { AuthoringLineHeard, AuthoringLineItem } from '@waymark/schemas/api/drafts'
import type { TicketPurpose } from '@waymark/schemas/wire/authoring'
import { RequestFailed, type RequestOptions } from '../api/request.ts'
import { purposes } from './purposes.ts'

export type RequestLines = <T>(path: string, options?: RequestOptions) => Promise<T>

const againMs = 2000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** The same page, asked to bring its tools though no window can reach it. It says nothing of anybody. */
export const markedUrl = (text: string, mark: string): string => {
  const url = new URL(text)
  const { hash } = url
  if (hash === '') url.hash = mark
  else url.hash = `${hash}${hash.includes('?') ? '&' : '?'}${mark}`
  return url.href
}

/** `ABCDEFGH` → `ABCD-EFGH`. */
const spaced = (code: string): string => code.replace(/^(.{4})(?=.)/, '$1-')

interface CodeLineDeps {
  readonly request: RequestLines
  readonly purpose: TicketPurpose
  readonly env: string
  readonly origin: string
  /** A page has shown the code. */
  readonly onPort: (port: MessagePort) => void
  /** The code was not typed in time, or the line has lasted its time. */
  readonly onEnded: () => void
}

export interface CodeLine {
  /** To be typed in the page. */
  readonly code: string
  close(): void
}

/** What the server refuses it will refuse again; all else passes. */
const isRefusal = (error: unknown): boolean => {
  if (!(error instanceof RequestFailed)) throw error
  return error.status >= 400 && error.status < 500
}

/** Asks again where the server was away; undefined: there is no such line any more. */
const patiently = async <T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> => {
  while (!signal.aborted) {
    try {
      return await ask()
    } catch (error) {
      if (signal.aborted || isRefusal(error)) return undefined
      await pause(againMs)
    }
  }
  return undefined
}

/** A way to a page that its own policy keeps from this window: by a code that is typed there, and over the server. */
export const openCodeLine = async (deps: CodeLineDeps): Promise<CodeLine> => {
  const { request, purpose, env, origin } = deps
  const all = `${purposes[purpose].path}/lines`
  const body = { env, origin }
  const offered = await request<AuthoringLineItem>(all, { method: 'POST', body })
  const path = `${all}/${encodeURIComponent(offered.line)}`
  const away = new AbortController()
  const { signal } = away
  const { port1, port2 } = new MessageChannel()
  let turn: Promise<unknown> = Promise.resolve()
  port2.onmessage = ({ data }: MessageEvent<unknown>) => {
    const options = { method: 'POST', body: { said: [data] } } as const
    turn = turn.then(() => patiently(() => request(path, options), signal))
  }
  const listen = async (): Promise<void> => {
    let after = -1
    while (!signal.aborted) {
      const heard = await patiently(
        () => request<AuthoringLineHeard>(`${path}?after=${after}`, { signal }),
        signal,
      )
      if (!heard) break
      if (after < 0 && heard.joined) deps.onPort(port1)
      for (const said of heard.said) port2.postMessage(said)
      after = heard.next
    }
    if (signal.aborted) return
    port2.close()
    deps.onEnded()
  }
  void listen()
  return {
    code: spaced(offered.code),
    close: () => {
      // What was said last is on its way; then the line is taken back.
      void turn.then(() => {
        away.abort()
        return request(path, { method: 'DELETE' }).catch(() => undefined)
      })
    },
  }
}
