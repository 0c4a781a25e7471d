import type { TabLock } from '../locks.ts'
import type { Reporter } from '../reporter.ts'
import { readStream } from './read-stream.ts'

/** Follows what the server decides as it does: one tab of a browser at a time. */
export interface LiveStream {
  /** Streams while `signal` lasts, once it is this tab's turn. */
  follow(signal: AbortSignal): void
  /** It is this tab's turn. */
  leads(): boolean
  streams(): boolean
  close(): void
}

export interface LiveStreamDeps {
  readonly baseUrl: string
  readonly lock: TabLock
  /** Opens one stream. */
  readonly takeTicket: () => string | undefined
  readonly hear: (response: unknown) => void
  /** This tab has the stream from now on. */
  readonly onStream: () => void
  /** @param good it lived long @param spent another ticket is to be had at once */
  readonly onStreamEnd: (good: boolean, spent: boolean) => void
  readonly report: Reporter['report']
  readonly now: () => number
}

/** Of `schemas`; a local copy keeps browsers free of it. */
const streamEvent = 'messages' satisfies typeof import('@waymark/schemas/wire/messages').streamEvent

/** A stream that lived so long was a good one; a shorter one counts as a failure and is not reopened at once. */
const goodStreamMs = 10_000

export const createLiveStream = (deps: LiveStreamDeps): LiveStream => {
  const { lock, now } = deps
  let asked: AbortSignal | undefined
  let leads = false
  let stream: AbortController | undefined
  const broken = (error: unknown) => deps.report('stream', error)

  const open = () => {
    const ticket = leads && !stream && deps.takeTicket()
    if (!ticket) return
    const mine = new AbortController()
    stream = mine
    deps.onStream()
    const openedAt = now()
    const url = `${deps.baseUrl}/v1/stream?ticket=${encodeURIComponent(ticket)}`
    readStream(url, mine.signal, hearEvent)
      .then((end) => {
        if (stream !== mine) return
        stream = undefined
        const wasGood = now() - openedAt > goodStreamMs
        deps.onStreamEnd(wasGood, wasGood && end === 'spent')
      })
      .catch(broken)
  }

  const hearEvent = (event: string, data: string) => {
    if (event === streamEvent) deps.hear(JSON.parse(data))
  }

  /** Holds the lock until the page sleeps; the next visible tab then has it. */
  const lead = (signal: AbortSignal) =>
    lock.hold(
      () =>
        new Promise((release) => {
          if (signal.aborted) return release()
          leads = true
          signal.addEventListener('abort', () => {
            leads = false
            release()
          })
          open()
        }),
      signal,
    )

  return {
    follow(signal) {
      if (asked === signal) return open()
      asked = signal
      lead(signal).catch(broken)
    },
    leads: () => leads,
    streams: () => stream !== undefined,
    close() {
      stream?.abort()
      stream = undefined
    },
  }
}
