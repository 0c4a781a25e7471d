import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** A closed network must not make a test wait, and a test must not call home. */
const quietFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
  '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication',
]

/**
 * Starts a real Chromium, headless. Close it, or hold it with `await using`.
 *
 * @example
 * await using browser = await startBrowser()
 * const page = await newPage(browser, { width: 1280, height: 720 })
 */
export const startBrowser = async (): Promise<Browser> => {
  const { path, env } = await findChromium()
  const root = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: path,
    env: { ...ownEnvironment(), ...env },
    args: root ? [...quietFlags, '--no-sandbox', '--no-zygote'] : quietFlags,
  })
  return patient(browser)
}

/** On a machine that does something else, too, a page takes its time; its pages get that from here, not from each test. */
const patienceMs = 120_000

const patient = (browser: Browser): Browser => {
  const newContext = browser.newContext.bind(browser)
  // `newPage` of a browser makes its context by this, too.
  browser.newContext = async (options) => {
    const context = await newContext(options)
    context.setDefaultTimeout(patienceMs)
    return context
  }
  return browser
}

export interface PageOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** Times slower than this machine: 4 is a phone. */
  readonly cpuSlowdown?: number
  /** Of the browser: BCP 47. */
  readonly locale?: string
}

/** A page with cookies and storage of its own; closing it forgets them. */
export const newPage = async (browser: Browser, options: PageOptions = {}): Promise<Page> => {
  const { width = 1280, height = 720, colorScheme = 'light', cpuSlowdown = 1, locale } = options
  const page = await browser.newPage({
    ...{ viewport: { width, height }, colorScheme },
    ...(locale !== undefined && { locale }),
  })
  if (cpuSlowdown > 1) {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown })
  }
  return page
}

const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
