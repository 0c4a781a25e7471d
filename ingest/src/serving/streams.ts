import type { ServerResponse } from 'node:http'
import { limits, type SubjectKey } from '@waymark/schemas'
import { type MessagesResponse, streamEvent } from '@waymark/schemas/wire/messages'
import { anonymousSubject, userSubject, type Visitor } from './resolve-person.ts'
import type { Ticket } from './ticket.ts'

/** The live streams of this process. */
export interface Streams {
  /** False where the process has as many as are allowed. A visitor who has too many loses the oldest. */
  readonly open: (ticket: Ticket, response: ServerResponse) => boolean
  readonly subjectChanged: (subject: SubjectKey) => void
  readonly definitionsChanged: (envs: ReadonlySet<string>) => void
  /** Ends those of an environment: each browser has to ask for another ticket. */
  readonly end: (env: string) => void
  readonly stop: () => void
}

interface StreamsDeps {
  readonly answer: (visitor: Visitor) => MessagesResponse
  readonly clock: () => number
  readonly onCount: (open: number) => void
  readonly maxStreams: number
  /** How often a comment is sent, so that nothing between here and the browser takes the line for dead, ms. */
  readonly beatMs: number
}

interface Stream {
  readonly visitor: Visitor
  readonly response: ServerResponse
  readonly subjects: readonly SubjectKey[]
  readonly beat: NodeJS.Timeout
  /** What was pushed last: the same is not pushed again. */
  sent: string
}

/** A reader this far behind is cut off; it comes back by itself. */
const maxBufferedBytes = 256 * 1024

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  connection: 'close',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const

const write = (stream: Stream, text: string): void => {
  if (stream.response.writableLength > maxBufferedBytes) stream.response.destroy()
  else stream.response.write(text)
}

/** Server-sent events: one stream a browser, pushed to when what the visitor may see has changed. */
export const createStreams = (deps: StreamsDeps): Streams => {
  const bySubject = new Map<SubjectKey, Set<Stream>>()
  const all = new Set<Stream>()

  const push = (stream: Stream): void => {
    const text = JSON.stringify(deps.answer(stream.visitor))
    if (text === stream.sent) return
    stream.sent = text
    write(stream, `event: ${streamEvent}\ndata: ${text}\n\n`)
  }

  const forget = (stream: Stream): void => {
    clearInterval(stream.beat)
    all.delete(stream)
    for (const subject of stream.subjects) {
      const ofSubject = bySubject.get(subject)
      ofSubject?.delete(stream)
      if (ofSubject?.size === 0) bySubject.delete(subject)
    }
    deps.onCount(all.size)
  }

  const remember = (stream: Stream): void => {
    all.add(stream)
    for (const subject of stream.subjects) {
      const ofSubject = bySubject.get(subject) ?? new Set()
      bySubject.set(subject, ofSubject.add(stream))
    }
    deps.onCount(all.size)
  }

  /**
   * Of the visitor and not of the user: anybody can ask in the name of a user, but only this browser knows its anonymous id, so
   * nobody else can take its streams away.
   */
  const makeRoom = (visitor: Visitor): void => {
    const ofSubject = bySubject.get(anonymousSubject(visitor)) ?? []
    const own = [...ofSubject].filter((stream) => stream.visitor.userId === visitor.userId)
    for (const stream of own.slice(0, Math.max(0, own.length + 1 - limits.streamsPerSubject))) {
      forget(stream)
      stream.response.end()
    }
  }

  const start = ({ visitor, expires }: Ticket, response: ServerResponse): Stream => {
    const user = userSubject(visitor)
    const anonymous = anonymousSubject(visitor)
    const beat = setInterval(() => {
      if (deps.clock() >= expires) response.end()
      else write(stream, ': \n\n')
    }, deps.beatMs)
    const subjects = user === undefined ? [anonymous] : [user, anonymous]
    const stream: Stream = { visitor, response, subjects, beat, sent: '' }
    return stream
  }

  return {
    open: (ticket, response) => {
      makeRoom(ticket.visitor)
      if (all.size >= deps.maxStreams) return false
      response.writeHead(200, headers)
      const stream = start(ticket, response)
      remember(stream)
      response.once('close', () => forget(stream))
      // What changed between the answer that held the ticket and now must not be missed.
      push(stream)
      return true
    },
    subjectChanged: (subject) => {
      for (const stream of bySubject.get(subject) ?? []) push(stream)
    },
    definitionsChanged: (envs) => {
      for (const stream of all) if (envs.has(stream.visitor.env)) push(stream)
    },
    end: (env) => {
      for (const { visitor, response } of all) if (visitor.env === env) response.end()
    },
    stop: () => {
      for (const { response } of all) response.end()
    },
  }
}
