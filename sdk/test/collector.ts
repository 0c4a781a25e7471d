import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GuideContent } from '@waymark/schemas/wire/content'
import type { WireBatch, WireEvent } from '@waymark/schemas/wire/event'
import type {
  ClaimResponse,
  Decision,
  MessagesRequest,
  MessagesResponse,
} from '@waymark/schemas/wire/messages'
import type { BuiltFiles } from '../scripts/build-files.ts'

export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly results?: Readonly<Record<string, { readonly result: string; readonly code?: string }>>
}

/** A small ingest: keeps what it is given, answers as it is told. */
export interface Collector extends AsyncDisposable {
  readonly origin: string
  /** Accepted, each message id once, in order of arrival. */
  readonly events: WireEvent[]
  readonly batches: WireBatch[]
  readonly asked: MessagesRequest[]
  /** Method and path of every request. */
  readonly requests: string[]
  /** How many streams are open. */
  streams(): number
  /** What the next batches are answered with; 200 unless told otherwise. */
  replyWith(reply: (batch: WireBatch) => Reply): void
  /** What people may see. */
  decide(
    decisions: (request: Pick<MessagesRequest, 'anonymousId' | 'userId'>) => readonly Decision[],
  ): void
  /** Without a stream a page asks again no earlier than this; at once unless told otherwise. */
  askAgainAfter(ms: number): void
  /** Sends what is decided now to the open streams. */
  push(): void
  /** As when the tickets have run out. */
  endStreams(): void
  named(event: string): readonly WireEvent[]
  /** Waits until a request makes it true. */
  until<T>(what: () => T | undefined | false | null | 0 | ''): Promise<T>
}

export const startCollector = async (files: BuiltFiles): Promise<Collector> => {
  const events: WireEvent[] = []
  const batches: WireBatch[] = []
  const asked: MessagesRequest[] = []
  const requests: string[] = []
  const streams = new Map<ServerResponse, MessagesRequest>()
  const waiters = new Set<() => void>()
  let reply: (batch: WireBatch) => Reply = () => ({ status: 200 })
  let decide: (request: MessagesRequest) => readonly Decision[] = () => []
  let next = 0

  const respond = (request: MessagesRequest): MessagesResponse => ({
    for: {
      anonymousId: request.anonymousId,
      ...(request.userId !== undefined && { userId: request.userId }),
    },
    decisions: decide(request),
    progress: [],
    ticket: String(asked.push(request) - 1),
    next,
  })

  const takeBatch = (batch: WireBatch): Reply => {
    const answer = reply(batch)
    batches.push(batch)
    if (answer.status === 200) {
      const known = new Set(events.map(({ messageId }) => messageId))
      events.push(...batch.batch.filter(({ messageId }) => !known.has(messageId)))
    }
    return answer
  }

  const send = (response: ServerResponse, { status, headers }: Reply, body?: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }

  const openStream = (response: ServerResponse, ticket: string | null) => {
    const request = asked[Number(ticket)]
    if (!request) return send(response, { status: 204 })
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    streams.set(response, request)
    response.on('close', () => {
      streams.delete(response)
      wakeAll()
    })
  }

  const sendFile = (response: ServerResponse, name: string) => {
    const text = files.served[name]
    if (text === undefined) return send(response, { status: 404 })
    response
      .writeHead(200, { 'content-type': files.manifest[name]?.type ?? 'text/javascript' })
      .end(text)
  }

  const answers: Readonly<Record<string, (response: ServerResponse, body: never) => void>> = {
    '/v1/batch': (response, batch: WireBatch) => {
      const answer = takeBatch(batch)
      send(response, answer, { success: true, results: answer.results })
    },
    '/v1/messages': (response, body: MessagesRequest) =>
      send(response, { status: 200 }, respond(body)),
    '/v1/messages/claim': (response) => send(response, { status: 200 }, granted),
  }

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-expose-headers', 'retry-after')
    response.setHeader('cross-origin-resource-policy', 'cross-origin')
    const url = new URL(request.url ?? '/', 'http://collector')
    requests.push(`${request.method} ${url.pathname}`)
    if (url.pathname.startsWith('/sdk/content/')) return send(response, { status: 200 }, content)
    if (url.pathname.startsWith('/sdk/'))
      return sendFile(response, url.pathname.slice('/sdk/'.length))
    if (url.pathname === '/v1/stream') return openStream(response, url.searchParams.get('ticket'))
    const answer = answers[url.pathname]
    if (!answer) return send(response, { status: 404 })
    answer(response, JSON.parse(await readText(request)) as never)
  }

  const wakeAll = () => {
    for (const wake of [...waiters]) wake()
  }
  const server = createServer((request, response) => {
    handle(request, response).then(wakeAll, () => response.destroy())
  })
  const origin = await listen(server)
  return {
    origin,
    events,
    batches,
    asked,
    requests,
    streams: () => streams.size,
    replyWith: (next) => {
      reply = next
    },
    decide: (next) => {
      decide = next
    },
    askAgainAfter(ms) {
      next = ms
    },
    push() {
      for (const [response, request] of streams) {
        const { ticket: _, ...pushed } = respond(request)
        response.write(`event: messages\ndata: ${JSON.stringify(pushed)}\n\n`)
      }
    },
    endStreams() {
      for (const response of streams.keys()) response.end()
    },
    named: (event) => events.filter((one) => one.event === event),
    until: (what) =>
      new Promise((resolve) => {
        const look = () => {
          const value = what()
          if (!value) return
          waiters.delete(look)
          resolve(value)
        }
        waiters.add(look)
        look()
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A decision of a guide, as short as a test wants it. */
export const decision = (guide: string): Decision => ({
  id: `decision-${guide}`,
  engagement: `engagement-${guide}`,
  guide,
  version: 1,
  trigger: {},
  content: `/sdk/content/${guide}.json`,
  values: {},
  capped: false,
  priority: 1,
})

const granted: ClaimResponse = { granted: true, until: 4_000_000_000_000 }
const content: GuideContent = { v: 1, guide: 'welcome', version: 1, type: 'tooltip', steps: [] }

export const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
