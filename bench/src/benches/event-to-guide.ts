import { newPage, startBrowser } from '@waymark/test/support'
import type { Browser, Page } from 'playwright-core'
import type { Benchmark } from '../benchmark.ts'
import { startFloor } from '../floor/start-floor.ts'
import { beside, besidePerSecond } from '../load/beside.ts'
import { forgetPaint, paintedAt, watchPaint } from '../load/paint-watch.ts'
import { latencyFigures } from '../report/latency-figures.ts'
import { guideDefinitions } from '../server/definitions.ts'
import { startUp } from '../server/start-up.ts'
import { startHostPage } from '../setting/host-page.ts'

const withinMs = 10_000
const floorPaints = 20
const warmUpPaints = 3

/** Two tabs with nothing in common but who is signed in. */
interface Tabs {
  readonly sender: Page
  readonly painter: Page
}

const openTabs = async (browser: Browser, url: string): Promise<Tabs> => {
  const sender = await newPage(browser)
  const painter = await newPage(browser)
  await watchPaint(painter)
  for (const page of [sender, painter]) await page.goto(url)
  return { sender, painter }
}

/** Runs in a tab; answers when it did, in ms of the machine's clock. */
const actAt = async (page: Page, action: string): Promise<number> =>
  Number(
    await page.evaluate(
      `(() => { const at = performance.timeOrigin + performance.now(); ${action}; return at })()`,
    ),
  )

const signIn = async (page: Page, userId: string): Promise<void> => {
  const taken = page.waitForResponse((response) => response.url().includes('/v1/batch'))
  const stream = page.waitForResponse((response) => response.url().includes('/v1/stream'))
  await page.evaluate(`waymark.identify(${JSON.stringify(userId)})`)
  await Promise.all([taken, stream])
}

/** A new person in both tabs, one event in the first; ms until their guide is painted in the second. */
const paintOnce = async ({ sender, painter }: Tabs, userId: string): Promise<number> => {
  await Promise.all([signIn(sender, userId), signIn(painter, userId)])
  // The guide of the one before goes with them.
  await painter.locator('waymark-guide').waitFor({ state: 'detached', timeout: withinMs })
  await forgetPaint(painter)
  const begun = await actAt(sender, `waymark.track('Wants Guide')`)
  return (await paintedAt(painter, withinMs)) - begun
}

const paintFor = async (tabs: Tabs, seconds: number): Promise<readonly number[]> => {
  for (let n = 0; n < warmUpPaints; n++) await paintOnce(tabs, `early-${n}`)
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) times.push(await paintOnce(tabs, `painter-${times.length}`))
  return times
}

const measureFloor = async (browser: Browser): Promise<readonly number[]> => {
  await using floor = await startFloor('push-floor.child.ts')
  const { sender, painter } = await openTabs(browser, `http://127.0.0.1:${floor.port}/`)
  const times: number[] = []
  for (let n = 0; n < floorPaints; n++) {
    await painter.evaluate(
      `document.querySelectorAll('waymark-guide').forEach((one) => one.remove())`,
    )
    await forgetPaint(painter)
    const begun = await actAt(sender, `void fetch('/', { method: 'POST' })`)
    times.push((await paintedAt(painter, withinMs)) - begun)
  }
  return times
}

export const eventToGuide: Benchmark = {
  name: 'event-to-guide',
  about: 'from an event in one tab to the guide painted in another, real Chromium, at 20 % load',
  seconds: 20,
  run: async (stage) => {
    const { seconds, progress } = stage
    progress.phase('starting waymark up and Chromium')
    await using up = await startUp(stage)
    await up.apply(guideDefinitions('Wants Guide'))
    await using host = await startHostPage(up.snippet)
    await using browser = await startBrowser()
    const tabs = await openTabs(browser, host.url)
    progress.phase('measuring', seconds)
    const times = await beside(up, () => paintFor(tabs, seconds))
    progress.phase('floor')
    const floor = await measureFloor(browser)
    return {
      figures: latencyFigures(times, { p50: { must: 200, aim: 60 }, p99: { must: 1000 } }),
      floors: latencyFigures(floor, {}, 'server-sent event, element'),
      notes: [`${times.length} guides, each of a new person, beside ${besidePerSecond} events/s`],
    }
  },
}
