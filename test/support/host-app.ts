import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The app that uses Waymark: a small page under the strictest policy there is. */
export interface HostApp extends AsyncDisposable {
  readonly url: string
}

export interface HostAppOptions {
  /** The two tags, as Setup shows them. */
  readonly snippet: string
  /** Where the SDK may connect to. */
  readonly ingest: string
  /** What stands in the body of every page. */
  readonly body: string
  /** What the app itself does; runs under the page's nonce. */
  readonly script?: string
  /** Path of a page that keeps its window from all others, by `Cross-Origin-Opener-Policy`. */
  readonly isolated?: string
}

/** Strict: no inline script but by nonce, no HTML from text, no script address from text. */
const policy = (nonce: string, ingest: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `connect-src ${ingest}`,
    `img-src ${ingest}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "base-uri 'none'",
  ].join('; ')

/** Serves the same page at every path, each time under a nonce of its own. */
export const startHostApp = async (options: HostAppOptions): Promise<HostApp> => {
  const server = createServer(({ url }, response) => {
    const nonce = randomBytes(16).toString('base64')
    const tags = options.snippet.replaceAll('<script', `<script nonce="${nonce}"`)
    response.setHeader('content-security-policy', policy(nonce, options.ingest))
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (options.isolated !== undefined && url?.startsWith(options.isolated))
      response.setHeader('cross-origin-opener-policy', 'same-origin')
    const own = `<script nonce="${nonce}">${options.script ?? ''}</script>`
    response.end(
      `<!doctype html><html lang="en"><head><title>Acme Deploy</title>${tags}</head><body>${options.body}${own}</body></html>`,
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
