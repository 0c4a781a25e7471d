import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { FromPage, GuideDraft } from '@waymark/schemas/wire/authoring'
import { build } from 'esbuild'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { PageOptions } from '../../../test/support/browser.ts'
import { listen } from '../collector.ts'
import { shippedPreact } from '../shipped-preact.ts'

let bundled: Promise<string> | undefined

const bundle = (): Promise<string> => {
  bundled ??= build({
    entryPoints: [join(import.meta.dirname, 'page-entry.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [shippedPreact],
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return bundled
}

/** Nothing but what the page itself brought may run or style; no Trusted Types policy may be made. */
const strictPolicy = (ingest: string): string =>
  [
    "default-src 'none'",
    "script-src 'nonce-page' 'strict-dynamic'",
    "style-src 'nonce-page'",
    "img-src 'self' data:",
    `connect-src ${ingest}`,
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** The other end of the port, as the dashboard's window has it. */
const dashboardScript = (app: string) => `
window.said = []
window.draft = undefined
window.step = 0
window.tickets = 0
window.open1 = (url) => { window.page = window.open(url, 'waymark:authoring') }
window.say = (text) => window.port.postMessage(JSON.parse(text))
addEventListener('message', ({ data, origin, source }) => {
  if (origin !== '${app}' || data?.mark !== 'waymark-authoring' || window.silent) return
  const { port1, port2 } = new MessageChannel()
  window.port = port1
  port1.onmessage = ({ data }) => {
    said.push(data)
    if (data.say === 'changed') { window.draft = data.guide; window.step = data.step }
    if (data.say === 'at') window.step = data.step
    if (data.say === 'ready') port1.postMessage({ say: 'draft', guide: window.draft, step: window.step, look: window.look ?? 'auto', audience: 'Nobody is shown it yet.' })
  }
  source.postMessage({ mark: 'waymark-authoring', say: 'ticket', ticket: 'good-' + window.tickets++ }, origin, [port2])
})`

export interface AuthoringOptions extends PageOptions {
  readonly body: string
  readonly css?: string
  readonly html?: string
  readonly script?: string
  readonly path?: string
  readonly guide: GuideDraft
  readonly hasTouch?: boolean
  /** The dashboard that ingest says the tickets are of. */
  readonly dashboard?: string
}

export interface Authoring {
  readonly context: BrowserContext
  readonly dashboard: Page
  /** The customer's page. */
  readonly page: Page
  readonly panel: Locator
  /** The card that is being written. */
  readonly card: Locator
  readonly complaints: string[]
  readonly redeemed: string[]
  /** The draft as the dashboard has it now. */
  draft(): Promise<GuideDraft>
  said(): Promise<readonly FromPage[]>
  [Symbol.asyncDispose](): Promise<void>
}

const htmlOf = (
  { body, css = '', script = '', html = 'lang="en"' }: AuthoringOptions,
  ingest: string,
): string =>
  `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Products</title><link rel="icon" href="data:,">
<style nonce="page">${css}</style></head><body>${body}
<script nonce="page">${script}</script><script nonce="page">window.ingest = '${ingest}'</script><script nonce="page" src="/authoring.js"></script></body></html>`

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

const html = 'text/html; charset=utf-8'

/** Three hosts that have nothing to do with each other: of the customer, the dashboard, and ingest. */
const serve = async (options: AuthoringOptions) => {
  const script = await bundle()
  const redeemed: string[] = []
  const servers: Server[] = []
  const start = (answer: Answer): Promise<string> => {
    const server = createServer((request, response) => void answer(request, response))
    servers.push(server)
    return listen(server)
  }
  let dash = ''
  const ingest = await start(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const { ticket } = JSON.parse(text) as { readonly ticket: string }
    const isGood = ticket.startsWith('good') && !redeemed.includes(ticket)
    redeemed.push(ticket)
    response.writeHead(isGood ? 200 : 401, { 'access-control-allow-origin': '*' })
    response.end(JSON.stringify({ origin: options.dashboard ?? dash }))
  })
  const app = await start(({ url }, response) => {
    if (url === '/authoring.js') {
      response.setHeader('content-type', 'text/javascript; charset=utf-8')
      response.end(script)
      return
    }
    response.writeHead(200, {
      'content-type': html,
      'content-security-policy': strictPolicy(ingest),
    })
    response.end(htmlOf(options, ingest))
  })
  dash = await start((_request, response) => {
    response.writeHead(200, { 'content-type': html })
    response.end(
      `<!doctype html><link rel="icon" href="data:,"><title>Dashboard</title><script>${dashboardScript(app)}</script>`,
    )
  })
  const close = (): void => {
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  }
  return { app, dash, redeemed, close }
}

/** A dashboard's window, and the page of a customer that it has opened to write a guide in, under a strict policy. */
export const openAuthoring = async (
  browser: Browser,
  options: AuthoringOptions,
): Promise<Authoring> => {
  const { width = 1280, height = 800, colorScheme = 'light', path = '/products' } = options
  const servers = await serve(options)
  const { app, dash, redeemed } = servers
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: options.hasTouch ?? false,
    colorScheme,
    reducedMotion: 'reduce',
  })
  const dashboard = await context.newPage()
  await dashboard.goto(dash)
  await dashboard.evaluate(
    (text) => Object.assign(window, { draft: JSON.parse(text) }),
    JSON.stringify(options.guide),
  )
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  const opening = context.waitForEvent('page')
  await dashboard.evaluate(`open1('${app}${path}')`)
  const page = await opening
  return {
    context,
    dashboard,
    page,
    complaints,
    redeemed,
    panel: page.locator('waymark-guide .panel'),
    card: page.locator('waymark-guide .card'),
    draft: () => dashboard.evaluate('window.draft') as Promise<GuideDraft>,
    said: () => dashboard.evaluate('window.said') as Promise<readonly FromPage[]>,
    [Symbol.asyncDispose]: async () => {
      await context.close()
      servers.close()
    },
  }
}
