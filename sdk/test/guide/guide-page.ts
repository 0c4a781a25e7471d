import { join } from 'node:path'
import type { GuideContent, GuideStep, Target, Trigger } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { build } from 'esbuild'
import type { Browser, Locator, Page } from 'playwright-core'
import { newPage, type PageOptions, startBrowser } from '../../../test/support/browser.ts'
import { shippedPreact } from '../shipped-preact.ts'

let bundled: Promise<string> | undefined

/** The guides of this checkout and a host for them, as one script. */
const bundle = (): Promise<string> => {
  bundled ??= build({
    entryPoints: [join(import.meta.dirname, 'page-host.ts')],
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
const strictPolicy = [
  "default-src 'none'",
  "script-src 'nonce-page' 'strict-dynamic'",
  "style-src 'nonce-page'",
  "img-src 'self' https://in.test",
  "connect-src 'none'",
  "frame-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

export interface GuidePageOptions extends PageOptions {
  readonly body: string
  readonly css?: string
  readonly script?: string
  readonly html?: string
  readonly path?: string
  readonly reducedMotion?: boolean
}

export interface GuidePage {
  readonly page: Page
  /** A card that is a dialog by itself. */
  readonly card: Locator
  /** A card of any kind. */
  readonly box: Locator
  /** What went wrong in the page: exceptions, and what the policy refused. */
  readonly complaints: string[]
  events(): Promise<
    readonly { readonly event: string; readonly properties: Record<string, unknown> }[]
  >
  recorded(): Promise<readonly string[]>
  hasRecorded(event: string): Promise<void>
  /** Is the card beside this element, near and not over it? */
  isBeside(selector: string): Promise<boolean>
  show(guide: GuideContent, decision?: Partial<Decision>): Promise<void>
  showAll(...guides: readonly (readonly [GuideContent, Partial<Decision>])[]): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export { startBrowser }

/** A page of a customer under a strict policy, with the guides running in it. */
export const openGuidePage = async (
  browser: Browser,
  options: GuidePageOptions,
): Promise<GuidePage> => {
  const page = await newPage(browser, options)
  if (options.reducedMotion) await page.emulateMedia({ reducedMotion: 'reduce' })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const script = await bundle()
  await page.route('https://app.test/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/guides.js') {
      return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
    }
    if (pathname === '/favicon.ico') return route.fulfill({ status: 204 })
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': strictPolicy },
      body: htmlOf(options),
    })
  })
  await page.goto(`https://app.test${options.path ?? '/products'}`)
  const card = page.locator('waymark-guide [role=dialog]')
  const box = page.locator('waymark-guide .card')
  const showAll: GuidePage['showAll'] = async (...guides) => {
    const decisions = guides.map(([guide, more]) => decisionFor(guide, more))
    const contents = Object.fromEntries(
      guides.map(([guide], at) => [decisions[at]?.content, guide]),
    )
    const all = JSON.stringify([decisions, contents])
    await page.evaluate((text) => {
      const [made, files] = JSON.parse(text)
      window.wm.setDecisions(made, files)
    }, all)
  }
  const recorded = () => page.evaluate(() => window.wm.records.map(({ event }) => event))
  return {
    page,
    card,
    box,
    complaints,
    recorded,
    showAll,
    events: () => page.evaluate(() => window.wm.records),
    hasRecorded: (event) =>
      page
        .waitForFunction((name) => window.wm.records.some((record) => record.event === name), event)
        .then(() => {}),
    isBeside: async (selector) => {
      const [a, b] = await Promise.all([card.boundingBox(), page.locator(selector).boundingBox()])
      if (!a || !b) return false
      const apart = [
        b.y - a.y - a.height,
        a.y - b.y - b.height,
        b.x - a.x - a.width,
        a.x - b.x - b.width,
      ]
      return Math.max(...apart) >= 6 && Math.max(...apart) <= 20
    },
    show: (guide, decision = {}) => showAll([guide, decision]),
    [Symbol.asyncDispose]: () => page.close(),
  }
}

const htmlOf = ({ body, css = '', script = '', html = 'lang="en"' }: GuidePageOptions): string =>
  `
<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Products</title>
<style nonce="page">${css}</style></head><body>${body}
<script nonce="page" src="/guides.js"></script><script nonce="page">${script}</script></body></html>`.trim()

export const decisionFor = (guide: GuideContent, more: Partial<Decision> = {}): Decision => ({
  id: `d-${guide.guide}`,
  engagement: 'e1',
  guide: guide.guide,
  version: guide.version,
  trigger: {},
  content: `/sdk/content/${guide.guide}.json`,
  values: {},
  capped: false,
  priority: 0,
  ...more,
})

const hello: GuideStep = {
  content: [
    { heading: 'Create your first product' },
    { text: 'Start here: name it, and Waymark writes the code for you.' },
    { button: { label: 'Got it', action: { complete: true } } },
  ],
}

/** A tooltip of one step on a target, or with steps of its own. */
export const tooltipOn = (
  target: Target,
  more: Partial<GuideContent> & { readonly step?: Partial<GuideStep> } = {},
): GuideContent => {
  const { step, ...rest } = more
  return {
    v: 1,
    guide: 'welcome',
    version: 3,
    type: 'tooltip',
    target,
    steps: [{ ...hello, ...step }],
    ...rest,
  }
}

/** A guide of one step that stands in the page. */
export const guideOf = (
  type: GuideContent['type'],
  step: Partial<GuideStep> = {},
  more: Partial<GuideContent> = {},
): GuideContent => ({
  v: 1,
  guide: 'welcome',
  version: 3,
  type,
  steps: [{ ...hello, ...step }],
  ...more,
})

export const onPage = (url: string): Trigger => ({ url })
