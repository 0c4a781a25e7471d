import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { startBrowser } from '../../test/support/browser.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { buildWithinMs, builtFilesForStage } from './built-once.ts'
import { type Collector, startCollector } from './collector.ts'
import { type Shop, startShop } from './shop.ts'

export type Browser = Awaited<ReturnType<typeof startBrowser>>
export type BrowserContext = Awaited<ReturnType<Browser['newContext']>>
export type Page = Awaited<ReturnType<BrowserContext['newPage']>>

/** What a browser test plays on: a fresh visitor, a shop, and an ingest, for each test. */
export interface Stage {
  readonly collector: Collector
  readonly shop: Shop
  readonly context: BrowserContext
  readonly page: Page
}

/** Call it at the top of a test file; the answer is the stage of the running test. */
export const useStage = (): (() => Stage) => {
  let browser: Browser
  let files: BuiltFiles
  let stage: Stage
  beforeAll(async () => {
    ;[browser, files] = await Promise.all([startBrowser(), builtFilesForStage()])
  }, buildWithinMs)
  afterAll(() => browser.close())
  beforeEach(async () => {
    const collector = await startCollector(files)
    const context = await browser.newContext()
    stage = {
      collector,
      shop: await startShop(collector.origin),
      context,
      page: await context.newPage(),
    }
  })
  afterEach(async () => {
    await stage.context.close()
    await stage.shop[Symbol.asyncDispose]()
    await stage.collector[Symbol.asyncDispose]()
  })
  return () => stage
}
