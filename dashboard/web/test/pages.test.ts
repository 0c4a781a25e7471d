// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Overview } from '@waymark/schemas/api/overview'
import type { ProductEngagement } from '@waymark/schemas/api/scores'
import type { AxeResults } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser
let axe: string

beforeAll(async () => {
  browser = await startBrowser()
  axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
})

afterAll(() => browser.close())

const paths = {
  setup: '/setup',
  'setup, a step with code': '/setup?step=guide',
  'live events': '/live',
  people: '/people',
  'a person': '/people/production%2Fu%2Fmara%40northwind.example',
  accounts: '/accounts',
  'an account': '/accounts/production%2Fg%2Fnorthwind-labs',
  inbox: '/inbox?lead=production%2Fg%2Fbrightline+trial-pql',
  'closed leads': '/inbox?view=done',
  tasks: '/tasks?task=t1',
  journey: '/journey',
  value: '/value',
  'a deed that leads to value': '/value?deed=event%2FTeammate+Invited',
  results: '/results',
  surveys: '/surveys',
  'a survey': '/surveys/nps',
  'a survey without answers': '/surveys/welcome',
  definitions: '/definitions',
  'numbers of a guide': '/definitions/guides/install-the-code',
  'numbers of a tour': '/definitions/guides/welcome',
  'numbers of a feed': '/definitions/guides/news',
  'numbers of a guide that nobody saw': '/definitions/guides/unseen',
  'versions of a definition': '/definitions?versions=guide%2Finstall-the-code',
  'elements of guides': '/targets',
  images: '/images',
  alerts: '/alerts',
  settings: '/settings',
  'no page': '/nowhere',
  'sign-in': '/sign-in',
} as const

/** Axe runs outside the page's policy: it is the tester's tool, not the app's. */
const problems = async (page: Page): Promise<readonly string[]> => {
  const devtools = await page.context().newCDPSession(page)
  const evaluate = async (expression: string): Promise<unknown> =>
    (await devtools.send('Runtime.evaluate', { expression, awaitPromise: true })).result.value
  if ((await evaluate('typeof axe')) === 'undefined') await evaluate(axe)
  // What fades in is judged once it is there.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((animation) => animation.finished),
    ),
  )
  const found = await evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations))`,
  )
  await devtools.detach()
  const violations = JSON.parse(String(found)) as AxeResults['violations']
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

/** What is wrong in light or in dark. The page follows what the system says while it is open: nothing of it is drawn anew. */
const problemsInBoth = async (page: Page): Promise<readonly string[]> => {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const problem of await problems(page)) found.push(`${colorScheme}: ${problem}`)
  }
  return found
}

const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

for (const width of [1280, 390]) {
  test(`a journey of 170 milestones was one line of columns that nobody could read, and an engagement of two parts passed for the whole, at ${width} px`, async () => {
    await using app = await openApp(browser, { width, height: 860 })
    const { page } = app
    await page.route('**/api/overview*', async (route) => {
      const answer = await route.fetch()
      const overview = (await answer.json()) as Overview
      const journey = Array.from({ length: 170 }, (_, at) => {
        const came = at < 90 ? 2000 - at : 500 - at
        const counts = { started: came, reached: came, came }
        return { ...{ id: `m${at}`, name: `Milestone ${at}`, level: 'person' as const }, ...counts }
      })
      await route.fulfill({ response: answer, json: { ...overview, journey } })
    })
    await page.route('**/api/product-engagement*', async (route) => {
      const answer = await route.fetch()
      const { adoption: _, ...numbers } = (await answer.json()) as ProductEngagement
      await route.fulfill({ response: answer, json: numbers })
    })
    await app.go('/journey')
    const steps = page.locator('.journey-steps > li')
    await page.getByText('Milestone 90', { exact: true }).waitFor()
    expect(await steps.count()).toBeLessThan(20)
    expect(await problemsInBoth(page)).toEqual([])
    expect(await sidewaysPx(page)).toBe(0)
    await page.getByRole('button', { name: 'Show all 170 milestones' }).click()
    await page.getByText('Milestone 42', { exact: true }).waitFor()
    expect(await steps.count()).toBe(171)
    await page
      .getByRole('heading', { name: 'Product engagement: 2 of 3 parts are known' })
      .waitFor()
  })

  test(`every page is accessible in light and dark, fits and keeps to the policy at ${width} px`, async () => {
    await using app = await openApp(browser, { width, height: 860 })
    for (const [name, path] of Object.entries(paths)) {
      await app.go(path)
      expect(await problemsInBoth(app.page), name).toEqual([])
      expect(await sidewaysPx(app.page), `${name} scrolls sideways`).toBe(0)
    }
    expect(app.faults).toEqual([])
  })
}

/** Controls that stick out of the screen, but for those in a part that scrolls by itself or says that it is cut. */
const outside = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element): boolean => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        const { overflowX, textOverflow } = getComputedStyle(at)
        if (/auto|scroll/.test(overflowX) || textOverflow === 'ellipsis') return true
      }
      return false
    }
    return [...document.querySelectorAll('a, button, input, h1, h2, summary, .badge')]
      .filter((element) => element.checkVisibility() && !element.closest('.out-of-sight, .skip'))
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 0 && (left < -1 || right > innerWidth + 1) && !scrolls(element)
      })
      .map(
        (element) => `${element.tagName} ${element.className} ${element.textContent?.slice(0, 30)}`,
      )
  })

for (const width of [1280, 390]) {
  test(`names of 200 letters and names from right to left break no page at ${width} px`, async () => {
    await using app = await openApp(browser, { width, height: 860, scenario: 'hostile' })
    for (const [name, path] of Object.entries(paths)) {
      await app.go(path)
      expect(await sidewaysPx(app.page), `${name} scrolls sideways`).toBe(0)
      expect(await outside(app.page), name).toEqual([])
      expect(await problems(app.page), name).toEqual([])
    }
    expect(app.faults).toEqual([])
  })
}

const lists = [
  '/live',
  '/people',
  '/accounts',
  '/inbox',
  '/journey',
  '/definitions',
  '/surveys',
  '/alerts',
] as const

test('every list that is empty says what to do next, in light and dark', async () => {
  await using app = await openApp(browser, { scenario: 'new', width: 390 })
  for (const path of lists) {
    await app.go(path)
    const empty = app.page.locator('.empty')
    await empty.waitFor()
    expect(await empty.locator('a, button').count(), path).toBeGreaterThan(0)
    expect(await problemsInBoth(app.page), path).toEqual([])
    expect(await sidewaysPx(app.page), `${path} scrolls sideways`).toBe(0)
  }
  expect(app.faults).toEqual([])
})

test('what cannot be loaded and who is signed out are accessible in light and dark', async () => {
  await using app = await openApp(browser, { scenario: 'broken', width: 390 })
  for (const path of [...lists, paths['a person'], paths['an account']]) {
    await app.go(path)
    await app.page.locator('[role=alert]').first().waitFor()
    expect(await problemsInBoth(app.page), path).toEqual([])
    expect(await sidewaysPx(app.page), `${path} scrolls sideways`).toBe(0)
  }
  app.server.show('signed-out')
  await app.go('/people')
  expect(await problemsInBoth(app.page)).toEqual([])
})

test('every list that cannot be loaded says why, and loads when asked again', async () => {
  await using app = await openApp(browser)
  for (const path of lists) {
    app.server.show('broken')
    await app.go(path)
    const failed = app.page.locator('[role=alert]')
    await failed.getByText('The event store does not answer.').waitFor()
    app.server.show('lively')
    await failed.getByRole('button', { name: 'Try again' }).click()
    await failed.waitFor({ state: 'detached' })
  }
  expect(app.faults).toEqual([])
})

test('the page of a person says how much of them came too fast to count', async () => {
  await using app = await openApp(browser, { width: 390, height: 860 })
  const note = app.page.getByText('came faster than 100 requests a second')
  await app.go('/people/production%2Fu%2Fuser-1001')
  await note.waitFor()
  expect(await sidewaysPx(app.page)).toBe(0)
  expect(await problems(app.page)).toEqual([])
  await app.go('/people/production%2Fu%2Fuser-1002')
  await app.page.getByRole('heading', { name: 'Timeline' }).waitFor()
  expect(await note.count()).toBe(0)
  expect(app.faults).toEqual([])
})

test('filters were cut at the edge of a phone, and nothing said that they scroll', async () => {
  await using app = await openApp(browser, { width: 390, height: 860 })
  for (const path of [
    '/people',
    '/accounts',
    '/value',
    '/definitions',
    '/live',
    paths['a person'],
  ]) {
    await app.go(path)
    await app.page.locator('.chip').first().waitFor()
    const cut = await app.page.evaluate(() =>
      [...document.querySelectorAll('.chip')].flatMap((chip) => {
        const { left, right } = chip.getBoundingClientRect()
        return left < 0 || right > innerWidth ? [chip.textContent] : []
      }),
    )
    expect(cut, path).toEqual([])
  }
})
