import { describe, expect, test } from 'vitest'
import { decision } from './collector.ts'
import { type Page, useStage } from './stage.ts'

const stage = useStage()

const track = (page: Page, event: string) =>
  page.evaluate(`waymark.track(${JSON.stringify(event)})`)
const once = async (event: string) => {
  const { collector } = stage()
  await collector.until(() => collector.named(event).length)
  expect(collector.named(event)).toHaveLength(1)
}
const begin = async (page: Page, before = '') => {
  const { collector, shop } = stage()
  await page.goto(shop.page({ before }))
  await collector.until(() => collector.events.some(({ type }) => type === 'page'))
}

describe('answers that are none', () => {
  const cors = { 'access-control-allow-origin': '*' }

  test.each([
    ['a page to sign in to a network', 'text/html', '<!doctype html><title>Welcome</title>'],
    ['one that is cut off', 'application/json', '{"success":tr'],
    ['an empty one', 'text/plain', ''],
  ])('%s: the events stay, and go when somebody takes them', async (_, contentType, body) => {
    const { page } = stage()
    await begin(page)
    let answered = 0
    await page.route('**/v1/batch**', (route) =>
      answered++ === 0
        ? route.fulfill({ status: 200, headers: cors, contentType, body })
        : route.continue(),
    )
    await track(page, 'Kept')
    await once('Kept')
    expect(answered).toBeGreaterThan(1)
    expect(await page.evaluate('refused')).toEqual([])
  })

  test('a slow one holds nothing up but the events after it, and none is sent twice', async () => {
    const { page, collector } = stage()
    await begin(page)
    let held: (() => void) | undefined
    await page.route('**/v1/batch**', async (route) => {
      if (!held) await new Promise<void>((resolve) => (held = resolve))
      await route.continue()
    })
    await track(page, 'First')
    await expect.poll(() => held !== undefined).toBe(true)
    await track(page, 'Second')
    held?.()
    await Promise.all([once('First'), once('Second')])
    const sent = collector.batches.flatMap(({ batch }) => batch.map(({ event }) => event))
    expect(sent.filter((event) => event === 'First' || event === 'Second')).toEqual([
      'First',
      'Second',
    ])
  })
})

test('an answer that was on its way while the stream said more does not take that away again', async () => {
  const { page, collector } = stage()
  await begin(page)
  await expect.poll(() => collector.streams()).toBe(1)
  let comes = () => {}
  const late = new Promise<void>((resolve) => (comes = resolve))
  const first = collector.asked.length
  await page.route('**/v1/messages', async (route) => {
    const isFirst = collector.asked.length === first
    const response = await route.fetch()
    if (isFirst) await late
    await route.fulfill({ response })
  })
  await page.evaluate("waymark.group('acme')")
  await collector.until(() => collector.asked.length > first)
  collector.decide(() => [decision('welcome')])
  collector.push()
  const shown = page.locator('#guides li', { hasText: 'welcome' })
  await shown.waitFor({ state: 'attached' })
  const answered = page.waitForResponse('**/v1/messages')
  comes()
  await (await answered).finished()
  await expect.poll(() => collector.asked.length).toBe(first + 2)
  await track(page, 'Afterwards')
  await once('Afterwards')
  expect(await shown.count()).toBe(1)
})

describe('a clock that is set while the page is open', () => {
  const clock =
    'const real = Date.now; let by = 0; Date.now = () => real() + by; window.setClock = (ms) => { by = ms }'

  test.each([
    ['ahead by three days', 3 * 86_400_000],
    ['back by three days', -3 * 86_400_000],
  ])('%s, in the middle of a pause, makes no event wait for it', async (_, by) => {
    const { page, collector } = stage()
    await begin(page, clock)
    collector.replyWith(() => ({ status: 503, headers: { 'retry-after': '1' } }))
    const answered = page.waitForResponse((response) => response.status() === 503)
    await track(page, 'Paused')
    await (await answered).finished()
    // The page has heard it, too: another event would go with the pause now.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))')
    await page.evaluate(`setClock(${by})`)
    collector.replyWith(() => ({ status: 200 }))
    await track(page, 'Afterwards')
    await Promise.all([once('Paused'), once('Afterwards')])
    expect(await page.evaluate('refused')).toEqual([])
  })
})

test('a visitor who clears the storage while the page is open loses no event, and stays one person', async () => {
  const { page, collector } = stage()
  await begin(page)
  await track(page, 'Before')
  await once('Before')
  await page.evaluate(`(async () => {
    localStorage.clear(); sessionStorage.clear()
    for (const cookie of document.cookie.split('; ')) document.cookie = cookie.split('=')[0] + '=; max-age=0; path=/'
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
    waymark.track('Meanwhile')
  })()`)
  await track(page, 'After')
  await Promise.all([once('Meanwhile'), once('After')])
  const ids = new Set(collector.events.map(({ anonymousId }) => anonymousId))
  expect(ids.size).toBe(1)
  expect(await page.evaluate('refused')).toEqual([])
})

test('a server that is upgraded under an open tab goes on taking its events; of its guides it says so once', async () => {
  const { page, collector } = stage()
  await begin(page)
  await expect.poll(() => collector.streams()).toBe(1)
  // Files of the release before are gone from the new one.
  await page.route('**/sdk/*-*.js', (route) =>
    route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' } }),
  )
  collector.decide(() => [decision('welcome')])
  collector.push()
  await collector.until(() => collector.named('$sdk_error').length)
  await track(page, 'Goes on')
  await once('Goes on')
  expect(collector.named('$sdk_error')).toHaveLength(1)
})

test('what is decided for somebody leaves the other tabs, too, when somebody else signs in', async () => {
  const { collector, context, page, shop } = stage()
  collector.decide(({ userId }) => (userId === 'ann' ? [decision('for-ann')] : []))
  await page.goto(shop.page())
  const other = await context.newPage()
  await other.goto(shop.page())
  await page.evaluate("waymark.identify('ann')")
  for (const tab of [page, other]) {
    await tab.locator('#guides li', { hasText: 'for-ann' }).waitFor({ state: 'attached' })
  }
  await page.evaluate("waymark.identify('bob')")
  await other.locator('#guides li').waitFor({ state: 'detached' })
  await other.evaluate("waymark.track('In the other tab')")
  await once('In the other tab')
  expect(collector.named('In the other tab')[0]?.userId).toBe('bob')
})
