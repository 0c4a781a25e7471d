// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LiveMessage } from '@waymark/schemas/api/live'
import { type Asked, answer, type Scenario } from './fixtures/answers.ts'

/** The built app with made-up answers behind it, under the policy that the real server sends. */
export interface FixtureServer {
  readonly url: string
  /** Every request to the API that changes something. */
  readonly posted: Asked[]
  /** The world that later requests meet. */
  show: (scenario: Scenario) => void
  /** Says something to all who listen live. */
  push: (message: LiveMessage) => void
  readonly listeners: () => number
  [Symbol.asyncDispose]: () => Promise<void>
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.html': 'text/html; charset=utf-8',
}

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

const serveFile = async (path: string, response: ServerResponse): Promise<void> => {
  const file = /^\/assets\/[\w.-]+$/.test(path) ? path.slice(1) : 'index.html'
  const content = await readFile(join(dist, file)).catch(() => undefined)
  if (!content) {
    response.writeHead(404).end()
    return
  }
  response
    .writeHead(200, {
      'content-type': types[extname(file)] ?? 'text/plain',
      'content-security-policy': policy,
    })
    .end(content)
}

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text === '' ? undefined : JSON.parse(text)
}

export const startFixtureServer = async (
  scenario: Scenario = 'lively',
  port = 0,
): Promise<FixtureServer> => {
  let shown = scenario
  const streams = new Set<ServerResponse>()
  const posted: Asked[] = []

  const openStream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': live\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://fixture')
    if (!url.pathname.startsWith('/api/')) return serveFile(url.pathname, response)
    if (url.pathname === '/api/live') return openStream(response)
    const asked: Asked = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: await readBody(request),
    }
    if (asked.method !== 'GET') posted.push(asked)
    const { status, body } = answer(asked, { scenario: shown, before: posted }, Date.now())
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? undefined : JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    show: (next) => {
      shown = next
    },
    push: (message) => {
      for (const stream of streams)
        stream.write(`event: ${message.kind}\ndata: ${JSON.stringify(message)}\n\n`)
    },
    listeners: () => streams.size,
    [Symbol.asyncDispose]: async () => {
      for (const stream of streams) stream.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
