import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Subject } from './subject.ts'

export interface SubjectServer extends AsyncDisposable {
  readonly url: string
  /** gzip -9, of every script that was fetched, and of the styles; each once. */
  bytes(): number
}

/** Armed: waits to be asked for. Sought: to be shown as soon as its element is there. */
const triggers: Readonly<Record<string, object>> = {
  armed: { after: { event: 'Never' } },
  sought: {},
}

const decision = {
  id: 'd1',
  engagement: 'welcome',
  guide: 'welcome',
  version: 1,
  content: '/sdk/content/welcome.json',
  values: {},
  capped: false,
  priority: 0,
}

const content = {
  v: 1,
  guide: 'welcome',
  version: 1,
  type: 'tooltip',
  target: { id: 'target', role: 'button', name: 'New product' },
  steps: [{ content: [{ heading: 'Create your first product' }, { text: 'Start here.' }] }],
}

/** A page of a customer, and behind it an ingest that takes everything, or whatever else the library asks for. */
export const startSubjectServer = async (subject: Subject): Promise<SubjectServer> => {
  const fetched = new Map<string, number>([['styles', gzipped(subject.styles)]])
  const open = new Set<ServerResponse>()
  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://bench')
    const script = subject.files.get(pathname)
    response.setHeader('access-control-allow-origin', '*')
    if (script !== undefined) {
      fetched.set(pathname, gzipped(script))
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script)
    } else if (pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(htmlOf(subject))
    } else if (pathname === '/v1/stream') {
      open.add(response)
      response.setHeader('content-type', 'text/event-stream').write(': hello\n\n')
    } else {
      takeBody(request, (body) =>
        response
          .setHeader('content-type', 'application/json')
          .end(JSON.stringify(answerOf(pathname, body))),
      )
    }
  }
  const server = createServer(respond).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A name, not a number: libraries look for the widest domain that takes their cookie.
    url: `http://shop.localhost:${(server.address() as AddressInfo).port}/`,
    bytes: () => [...fetched.values()].reduce((sum, each) => sum + each, 0),
    [Symbol.asyncDispose]: async () => {
      for (const response of open) response.end()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const gzipped = (text: string): number => (text === '' ? 0 : gzipSync(text, { level: 9 }).length)

const takeBody = (request: IncomingMessage, then: (body: string) => void): void => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => then(Buffer.concat(chunks).toString()))
}

/** The key says which guide there is to see. */
const answerOf = (pathname: string, body: string): unknown => {
  if (pathname.startsWith('/sdk/content/')) return content
  if (pathname === '/v1/messages/claim') return { granted: true, until: Date.now() + 600_000 }
  if (pathname !== '/v1/messages') return { success: true }
  const { anonymousId, writeKey } = JSON.parse(body) as Record<string, string>
  const trigger = triggers[writeKey ?? '']
  const decisions = trigger ? [{ ...decision, trigger }] : []
  return { for: { anonymousId }, decisions, progress: [], ticket: 't', next: 0 }
}

const htmlOf = ({ styles, script, attributes, inline }: Subject): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Acme</title><link rel="icon" href="data:,"><style>${styles}</style>
<script>window.shifted = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifted += value }).observe({ type: 'layout-shift', buffered: true })</script>
<script>${inline}</script><script async src="${script}" ${attributes}></script></head>
<body style="font: 15px system-ui"><h1>Products</h1><p><button id="target">New product</button></p>${'<p>Some text of the page.</p>'.repeat(60)}</body></html>`
