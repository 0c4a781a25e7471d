import type { Browser, CDPSession, Page } from 'playwright-core'
import type { Subject } from './subject.ts'
import { startSubjectServer } from './subject-server.ts'
import { traceWhile } from './trace.ts'

/** What a library costs the page that it is on. */
export interface Cost {
  /** ms for its first file to be compiled and run, four times as slow. */
  readonly evaluate: number
  /** ms of the longest task that it has a part in, four times as slow. */
  readonly longestTask: number
  /** ms of all of them, until the page has been quiet for half a second. */
  readonly allTasks: number
  /** Bytes of JavaScript's heap once it has started. */
  readonly heap: number
  readonly layoutShift: number
  /** Bytes that it fetched until then, gzip -9. */
  readonly bytes: number
  /** ms from the call to the frame after its card is on the page; not slowed down. */
  readonly painted?: number
}

const withinMs = 30_000

/** One visit, in a browser context of its own. */
export const measureSubject = async (browser: Browser, subject: Subject): Promise<Cost> => {
  await using server = await startSubjectServer(subject)
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    const trace = await traceWhile(devtools, () => start(page, subject, server.url))
    const heap = await heapOf(devtools)
    const layoutShift = Number(await page.evaluate('shifted'))
    const bytes = server.bytes()
    const evaluate = trace.evaluated(subject.script)
    const tasks = trace.tasks(subject.script.replace(/[^/]*\.js$/, ''))
    const longestTask = Math.max(0, ...tasks)
    const allTasks = tasks.reduce((sum, task) => sum + task, 0)
    const cost = { evaluate, longestTask, allTasks, heap, layoutShift, bytes }
    return subject.guide ? { ...cost, painted: await show(page, subject.guide) } : cost
  } finally {
    await context.close()
  }
}

/** Until the network has been quiet for half a second. */
const start = async (page: Page, subject: Subject, url: string): Promise<void> => {
  await page.goto(url, { waitUntil: 'load' })
  if (subject.started) {
    await page.waitForFunction(subject.started, undefined, { timeout: withinMs })
  }
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 500))')
}

const heapOf = async (devtools: CDPSession): Promise<number> => {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize
}

const show = async (
  page: Page,
  { show: call, card }: NonNullable<Subject['guide']>,
): Promise<number> =>
  Number(
    await page.evaluate(`new Promise((resolve) => {
      const begun = performance.now()
      const look = () => document.querySelector(${JSON.stringify(card)}) ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun))) : requestAnimationFrame(look)
      ${call}
      look()
    })`),
  )
