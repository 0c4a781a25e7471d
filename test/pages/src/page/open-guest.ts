import { join } from 'node:path'
import type { GuideContent, GuideStep, GuideType } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { newPage, type PageOptions } from '@waymark/test/support'
import { build } from 'esbuild'
import type { Browser, Locator, Page } from 'playwright-core'
import type { ListLibrary } from '../lists/list-page.ts'
import type { Library } from '../pages/libraries.ts'
import { type BundledPage, bundlePage } from './bundle-page.ts'

const host = join(import.meta.dirname, '../../../../sdk/test/guide/page-host.ts')

let guides: Promise<string> | undefined
const bundleGuides = (): Promise<string> => {
  guides ??= build({
    entryPoints: [host],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return guides
}

const bundled = new Map<string, Promise<BundledPage>>()
const bundle = (path: string, use: string): Promise<BundledPage> => {
  const known = bundled.get(path) ?? bundlePage(path, use)
  bundled.set(path, known)
  return known
}

export interface GuestOptions extends PageOptions {
  /** Attributes of the root element. */
  readonly html?: string
  readonly css?: string
}

/** A library's page with the guides of this checkout in it. */
export interface Guest extends AsyncDisposable {
  readonly page: Page
  readonly card: Locator
  /** What the page and the guides complained of: exceptions, console, errors that were reported. */
  complaints(): Promise<readonly string[]>
  /** The page's element by its mark. */
  marked(mark: string): Locator
  show(guide: GuideContent): Promise<void>
  /** A step that points at the page's element. */
  at(mark: string, more?: Partial<GuideStep>): Promise<GuideStep>
  hasRecorded(event: string): Promise<void>
  layout(): Promise<string>
  isOnTop(): Promise<boolean>
  focused(): Promise<string>
}

const html = ({ html: root = 'lang="en"', css = '' }: GuestOptions, styles: string): string =>
  `<!doctype html><html ${root}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Products</title><link rel="icon" href="data:,"><style>${plain}${styles}${css}</style></head><body></body></html>`

/** What an app adds to libraries that have no look of their own. */
const plain = `.overlay{position:fixed;inset:0;background:#0006}
.dialog{position:fixed;left:50%;top:50%;transform:translate(-50%,-50%);background:#fff;padding:24px}
.box{display:inline-block;width:16px;height:16px;border:1px solid}\n`

const content = (text: string): GuideStep['content'] => [
  { heading: 'Create your first product' },
  { text },
  { button: { label: 'Got it', action: { complete: true } } },
]

export const step: GuideStep = { content: content('Start here.') }

export const guideOf = (type: GuideType, ...steps: readonly GuideStep[]): GuideContent => ({
  v: 1,
  guide: `a-${type}`,
  version: 1,
  type,
  steps,
})

const decisionFor = ({ guide }: GuideContent): Decision => ({
  id: `d-${guide}`,
  engagement: 'e',
  guide,
  version: 1,
  trigger: {},
  content: `/sdk/content/${guide}.json`,
  values: {},
  capped: false,
  priority: 0,
})

/** A page of components, drawn as usual. */
export const openGuest = (
  browser: Browser,
  library: Library,
  options: GuestOptions = {},
): Promise<Guest> =>
  openPage(
    browser,
    bundle(
      `pages/${library}`,
      `import { startGuest } from './page/guest-page.ts'\nstartGuest(page)`,
    ),
    options,
  )

/** A page with a list that draws only what can be seen; `window.list` draws it. */
export const openList = (browser: Browser, list: ListLibrary): Promise<Guest> =>
  openPage(
    browser,
    bundle(`lists/${list}`, `import { startList } from './page/watched-list.ts'\nstartList(page)`),
    {},
  )

const openPage = async (
  browser: Browser,
  bundling: Promise<BundledPage>,
  options: GuestOptions,
): Promise<Guest> => {
  const [own, { script, styles }] = await Promise.all([bundleGuides(), bundling])
  const page = await newPage(browser, options)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(`${message.type()}: ${message.text()}`)
  })
  await page.route('https://pages.test/**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(options, styles) }),
  )
  await page.goto('https://pages.test/products')
  await page.addScriptTag({ content: script })
  await page.addScriptTag({ content: own })
  return {
    page,
    card: page.locator('waymark-guide .card'),
    marked: (mark) => page.locator(`[data-truth="${mark}"]`),
    complaints: async () => [
      ...complaints,
      ...(await page.evaluate(() => window.wm.errors.map(({ kind, text }) => `${kind}: ${text}`))),
    ],
    show: (guide) => {
      // What the page says of itself before is not ours.
      complaints.length = 0
      const decision = decisionFor(guide)
      const given = JSON.stringify([[decision], { [decision.content]: guide }])
      return page.evaluate((text) => {
        const [decisions, contents] = JSON.parse(text)
        window.wm.setDecisions(decisions, contents)
      }, given)
    },
    at: async (mark, more = {}) => ({
      ...step,
      target: await page.evaluate((name) => window.guest.targetOf(name), mark),
      ...more,
    }),
    hasRecorded: (event) =>
      page
        .waitForFunction((name) => window.wm.records.some((each) => each.event === name), event)
        .then(() => {}),
    layout: () => page.evaluate(() => window.guest.layout()),
    isOnTop: () => page.evaluate(() => window.guest.isOnTop()),
    focused: () => page.evaluate(() => window.guest.focused()),
    [Symbol.asyncDispose]: () => page.close(),
  }
}
