import { newPage, type PageOptions, startBrowser } from '@waymark/test/support'
import type { Browser, Page } from 'playwright-core'
import { type FixtureServer, startFixtureServer } from '../dev/fixture-server.ts'
import type { Scenario } from '../dev/fixtures/answers.ts'

/** The built app in a real browser, over made-up answers. */
export interface OpenApp {
  readonly page: Page
  readonly server: FixtureServer
  /** What went wrong in the page: exceptions, and all that the security policy refused. */
  readonly faults: readonly string[]
  readonly go: (path: string) => Promise<void>
  [Symbol.asyncDispose]: () => Promise<void>
}

export interface OpenOptions extends PageOptions {
  readonly scenario?: Scenario
}

export { startBrowser }

export const openApp = async (browser: Browser, options: OpenOptions = {}): Promise<OpenApp> => {
  const { scenario = 'lively', ...pageOptions } = options
  const server = await startFixtureServer(scenario)
  const page = await newPage(browser, { width: 1280, height: 860, ...pageOptions })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) faults.push(text)
  })
  await page.exposeFunction('reportViolation', (text: string) => faults.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (globalThis as unknown as { reportViolation: (text: string) => void })
        .reportViolation
      report(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
  return {
    page,
    server,
    faults,
    go: async (path) => {
      await page.goto(server.url + path)
      await page.locator('h1').first().waitFor()
      await page.locator('.skeleton').first().waitFor({ state: 'detached' })
    },
    [Symbol.asyncDispose]: async () => {
      await page.close()
      await server[Symbol.asyncDispose]()
    },
  }
}
