import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'

/** The host's own bundle of a published client. */
const bundle = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]?.text ?? ''
}

const html =
  '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Acme</title><script src="/app.js"></script></html>'

interface ClientPage extends AsyncDisposable {
  readonly url: string
}

/** A page of somebody's app, with this as its script. */
export const serveClientPage = async (contents: string): Promise<ClientPage> => {
  const script = await bundle(contents)
  const server = createServer((request, response) => {
    const isScript = request.url === '/app.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/pricing`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface WatchedPage {
  readonly page: Page
  /** What the page's owner would see in red or yellow. */
  readonly problems: readonly string[]
  /** Every request that the page made elsewhere, as `POST /v1/track 200`. */
  readonly requests: readonly string[]
}

/** A page of which everything that goes wrong is written down. */
export const watchPage = async (browser: Browser): Promise<WatchedPage> => {
  const page = await browser.newPage()
  const problems: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('requestfailed', (request) => problems.push(`${request.url()} failed`))
  page.on('response', (response) => {
    const url = new URL(response.url())
    if (!response.ok()) problems.push(`${response.url()} ${response.status()}`)
    requests.push(`${response.request().method()} ${url.pathname} ${response.status()}`)
  })
  return { page, problems, requests }
}
