import { placeholderIds } from '@waymark/schemas/wire/check-id'
import { describe, expect, test } from 'vitest'
import type { Waymark } from '../src/api.ts'
import { decision } from './collector.ts'
import { shopKey } from './shop.ts'
import { type Page, type Stage, useStage } from './stage.ts'

const stage = useStage()

const track = (page: Page, event: string) =>
  page.evaluate(`waymark.track(${JSON.stringify(event)})`)
const arrived = async ({ collector }: Stage, event: string) => {
  const [first] = await collector.until(
    () => collector.named(event).length && collector.named(event),
  )
  if (!first) throw new Error(`${event} has not arrived`)
  return first
}

describe('one computer, several people', () => {
  test('signing out gives the next one new ids; what was recorded keeps the old ones', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(
      "waymark.identify('ann'); waymark.group('acme'); waymark.track('Ann here'); waymark.reset(); waymark.track('Somebody here')",
    )
    const ann = await arrived(stage(), 'Ann here')
    const somebody = await arrived(stage(), 'Somebody here')
    expect(ann).toMatchObject({ userId: 'ann', context: { groupId: 'acme' } })
    expect(somebody.userId).toBeUndefined()
    expect(somebody.context?.groupId).toBeUndefined()
    expect(somebody.anonymousId).not.toBe(ann.anonymousId)
  })

  test('who signs out without a page load is seen on the page as somebody new, and is shown what everybody is', async () => {
    const { collector, page, shop } = stage()
    const viewsOf = (anonymousId: string | null | undefined) =>
      collector.events.filter((event) => event.type === 'page' && event.anonymousId === anonymousId)
    collector.decide(({ anonymousId }) =>
      viewsOf(anonymousId).length > 0 ? [decision('welcome')] : [],
    )
    await page.goto(shop.page())
    await page.evaluate("waymark.identify('ann'); waymark.track('Ann here')")
    const ann = await arrived(stage(), 'Ann here')
    await page.evaluate("waymark.reset(); history.pushState({}, '', '/sign-in')")
    const [view] = await collector.until(() => {
      const others = collector.events.filter((event) => event.anonymousId !== ann.anonymousId)
      return others.length > 0 && others
    })
    expect(view).toMatchObject({ type: 'page', properties: { path: '/sign-in' } })
    expect(view?.userId).toBeUndefined()
    await collector.until(() => collector.streams())
    collector.push()
    await page.locator('#guides li').waitFor({ state: 'attached' })
    await track(page, 'Somebody here')
    await arrived(stage(), 'Somebody here')
    expect(viewsOf(view?.anonymousId)).toHaveLength(1)
  })

  test('another sign-in implies signing out', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(
      "waymark.track('Before'); waymark.identify('ann'); waymark.track('Ann'); waymark.identify('ann'); waymark.identify('bob'); waymark.track('Bob')",
    )
    const [before, ann, bob] = await Promise.all(
      ['Before', 'Ann', 'Bob'].map((event) => arrived(stage(), event)),
    )
    expect(ann?.anonymousId).toBe(before?.anonymousId)
    expect(bob?.anonymousId).not.toBe(ann?.anonymousId)
    expect(bob?.userId).toBe('bob')
  })

  test('the next page knows who is there', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate("waymark.identify('ann'); waymark.track('First page')")
    const first = await arrived(stage(), 'First page')
    await page.goto(shop.page({ path: '/second' }))
    await track(page, 'Second page')
    expect(await arrived(stage(), 'Second page')).toMatchObject({
      userId: 'ann',
      anonymousId: first.anonymousId,
    })
  })

  test('what is not an id is refused, and the page stays who it was', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(`
      for (const id of [null, undefined, '', 'null', 'undefined', {}, '[object Object]', NaN, 0]) waymark.identify(id)
      waymark.track('Still nobody')`)
    expect((await arrived(stage(), 'Still nobody')).userId).toBeUndefined()
    expect(stage().collector.events.some(({ type }) => type === 'identify')).toBe(false)
    expect(await arrived(stage(), '$sdk_error')).toMatchObject({
      properties: { kind: 'bad_identify' },
    })
  })

  test('an id that ingest would refuse is refused in the page, which goes on under who it was', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    const refused = [...placeholderIds].flatMap((id) => [id, ` ${id.toUpperCase()} `])
    await page.evaluate(
      (ids: readonly string[]) => {
        const { waymark } = globalThis as unknown as { readonly waymark: Waymark }
        waymark.identify('ann')
        for (const id of ids) waymark.identify(id)
        waymark.track('Still Ann')
      },
      [...refused, 'a\u0000b', 'bell\u0007', 'x'.repeat(256)],
    )
    expect((await arrived(stage(), 'Still Ann')).userId).toBe('ann')
    expect(stage().collector.events.filter(({ type }) => type === 'identify')).toHaveLength(1)
  })

  test.each(['BigInt(1)', '(() => { const round = {}; round.self = round; return round })()'])(
    'traits that are no JSON (%s) kept a sign-in from the other tabs',
    async (value) => {
      const { collector, context, page, shop } = stage()
      await page.goto(shop.page())
      const other = await context.newPage()
      await other.goto(shop.page())
      await collector.until(() => collector.events.length === 2)
      await page.evaluate(`waymark.identify('ann', { value: ${value} })`)
      await expect
        .poll(async () => {
          await track(other, 'In other')
          return collector.named('In other').at(-1)?.userId
        })
        .toBe('ann')
      expect(await page.evaluate('refused')).toEqual([])
      const [told] = await collector.until(
        () => collector.named('$sdk_error').length && collector.named('$sdk_error'),
      )
      expect(told?.properties).toMatchObject({ kind: 'identify' })
    },
  )

  test('a sign-out in one tab reaches the others', async () => {
    const { context, page, shop } = stage()
    await page.goto(shop.page())
    const other = await context.newPage()
    await other.goto(shop.page())
    await page.evaluate("waymark.identify('ann'); waymark.track('In one')")
    const inOne = await arrived(stage(), 'In one')
    await expect
      .poll(() =>
        other
          .evaluate("waymark.track('In other'), 1")
          .then(() => stage().collector.named('In other').at(-1)?.userId),
      )
      .toBe('ann')
    await page.evaluate('waymark.reset()')
    await expect
      .poll(async () => {
        await track(other, 'After')
        const after = stage().collector.named('After').at(-1)
        return after && after.userId === undefined && after.anonymousId !== inOne.anonymousId
      })
      .toBe(true)
  })
})

describe('what is decided for somebody', () => {
  const guides = (page: Page) => page.locator('#guides li').allTextContents()

  test('leaves the page in the same moment as they do', async () => {
    const { collector, page, shop } = stage()
    collector.decide(({ userId }) => (userId === 'ann' ? [decision('for-ann')] : []))
    await page.goto(shop.page())
    await page.evaluate("waymark.identify('ann')")
    await page.locator('#guides li').waitFor({ state: 'attached' })
    expect(await guides(page)).toEqual(['for-ann'])
    const left = await page.evaluate(
      "waymark.reset(), document.querySelectorAll('#guides li').length",
    )
    expect(left).toBe(0)
  })

  test('is not taken from an answer that was meant for who was there before', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    collector.decide(() => [decision('for-nobody-signed-in')])
    // Pushed to the old stream while the page becomes somebody else's.
    const changed = page.evaluate("waymark.identify('ann')")
    collector.push()
    collector.decide(({ userId }) => (userId === 'ann' ? [decision('for-ann')] : []))
    await changed
    await page.locator('#guides li', { hasText: 'for-ann' }).waitFor({ state: 'attached' })
    expect(await guides(page)).toEqual(['for-ann'])
  })

  test('comes through one stream, of the tab that is seen; the other hears it from there', async () => {
    const { collector, context, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    const other = await context.newPage()
    await other.goto(shop.page())
    await collector.until(() => collector.asked.length >= 2)
    collector.decide(() => [decision('welcome')])
    collector.push()
    for (const tab of [page, other]) {
      await tab.locator('#guides li', { hasText: 'welcome' }).waitFor({ state: 'attached' })
    }
    expect(collector.streams()).toBe(1)
    // The one that streams goes: the other takes over.
    await page.close()
    await collector.until(
      () =>
        collector.streams() === 0 ||
        collector.requests.filter((r) => r.includes('/v1/stream')).length === 2,
    )
    await collector.until(() => collector.streams() === 1)
  })

  test('goes on in a page that said it goes and stays, as one that starts a download does', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    await page.evaluate("waymark.track('Download'); dispatchEvent(new Event('beforeunload'))")
    await collector.until(() => collector.named('Download').length)
    await collector.until(() => collector.streams() === 0)
    await collector.until(() => collector.streams() === 1)
    await page.evaluate("waymark.track('Downloaded')")
    await collector.until(() => collector.named('Downloaded').length)
    expect(await page.evaluate('refused')).toEqual([])
  })

  test('vanished from the tab that streams when another told it what that was answered before: it asks', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    collector.decide(() => [decision('welcome')])
    collector.push()
    await page.locator('#guides li').waitFor({ state: 'attached' })
    const [{ anonymousId } = { anonymousId: '' }] = collector.asked
    const before = { for: { anonymousId }, decisions: [], progress: [], next: 0 }
    const asked = collector.asked.length
    await page.evaluate(
      ([name, response]) => new BroadcastChannel(name).postMessage({ kind: 'messages', response }),
      [`waymark:${shopKey}`, before] as const,
    )
    await collector.until(() => collector.asked.length > asked)
    expect(await guides(page)).toEqual(['welcome'])
  })

  test('is not asked for once more by a page that streams: its first events had arrived before its stream', async () => {
    const { collector, page, shop } = stage()
    collector.askAgainAfter(600)
    // The stream's turn comes late; that of sending does not.
    const late = `
      const request = navigator.locks.request.bind(navigator.locks)
      navigator.locks.request = async (name, ...more) => {
        if (name.endsWith(':stream')) await new Promise((streams) => { window.letStream = streams })
        return request(name, ...more)
      }`
    await page.goto(shop.page({ before: late }))
    await collector.until(() => collector.events.length > 0)
    await expect.poll(() => page.evaluate('typeof letStream')).toBe('function')
    await page.evaluate("waymark.track('Before the stream')")
    await collector.until(() => collector.named('Before the stream').length)
    await page.evaluate('letStream()')
    await collector.until(() => collector.streams() === 1)
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 1_000))')
    expect(collector.asked).toHaveLength(1)
  })

  test('is asked for after what was done, where the browser has no Web Locks (plain http)', async () => {
    const { collector, page, shop } = stage()
    await page.goto(
      shop.page({ before: "Object.defineProperty(navigator, 'locks', { value: undefined })" }),
    )
    await collector.until(() => collector.asked.length > 0 && collector.events.length > 0)
    collector.decide(() => [decision('after-the-purchase')])
    await track(page, 'Bought')
    await page
      .locator('#guides li', { hasText: 'after-the-purchase' })
      .waitFor({ state: 'attached' })
    expect(collector.requests.some((request) => request.includes('/v1/stream'))).toBe(false)
  })

  test('asks anew when the ticket is used up', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    const asked = collector.asked.length
    collector.endStreams()
    await collector.until(() => collector.asked.length > asked && collector.streams() === 1)
  })

  test('is given to a page that draws its own', async () => {
    const { collector, page, shop } = stage()
    collector.decide(() => [decision('welcome')])
    await page.goto(shop.page({ attributes: 'data-guides="headless"' }))
    const decided = await page.evaluate(
      'waymark.guides.decide().then((decisions) => decisions.map(({ guide }) => guide))',
    )
    expect(decided).toEqual(['welcome'])
    expect(collector.requests.some((request) => request.includes('/sdk/guide-'))).toBe(false)
  })

  test('is shown on request, and recorded', async () => {
    const { collector, page, shop } = stage()
    collector.decide(() => [decision('welcome')])
    await page.goto(shop.page({ after: "window.early = waymark.guides.show('welcome')" }))
    await page.locator('#guides li').waitFor({ state: 'attached' })
    expect(await page.evaluate("waymark.guides.show('welcome')")).toBe(true)
    expect(await page.evaluate("waymark.guides.show('other')")).toBe(false)
    await arrived(stage(), '$guide_rendered')
    expect(await page.evaluate('early')).toBe(true)
  })
})

test('subdomains of one site know the same browser', async () => {
  const { collector, page, shop } = stage()
  const { port } = new URL(shop.page())
  await page.goto(`http://www.shop.localhost:${port}/`)
  await track(page, 'On www')
  const { anonymousId } = await arrived(stage(), 'On www')
  await expect.poll(() => page.evaluate('document.cookie')).toContain(anonymousId ?? '?')
  await page.goto(`http://app.shop.localhost:${port}/`)
  await track(page, 'On app')
  expect((await arrived(stage(), 'On app')).anonymousId).toBe(anonymousId)
  await page.evaluate('waymark.reset()')
  await page.goto(`http://www.shop.localhost:${port}/`)
  await track(page, 'Back on www')
  const back = await arrived(stage(), 'Back on www')
  expect(back.anonymousId).not.toBe(anonymousId)
  expect(collector.events.every(({ userId }) => userId === undefined)).toBe(true)
})

describe('a signed identity', () => {
  const tokenOf = ({ collector }: Stage, event: string) =>
    collector.until(() =>
      collector.batches.find(({ batch }) => batch.some((one) => one.event === event)),
    )

  test('goes with what is sent, whether it is a text or what fetches one', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate("waymark.identify('ann', {}, { token: 'of-ann' }); waymark.track('Ann')")
    expect((await tokenOf(stage(), 'Ann')).token).toBe('of-ann')
    await page.evaluate(
      "waymark.identify('bob', {}, { token: async () => 'of-bob' }); waymark.track('Bob')",
    )
    expect((await tokenOf(stage(), 'Bob')).token).toBe('of-bob')
  })

  test('is asked for once a minute at most, however much is sent', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(
      "window.asked = 0; waymark.identify('ann', {}, { token: async () => `t${++window.asked}` }); waymark.track('First')",
    )
    await tokenOf(stage(), 'First')
    await track(page, 'Second')
    expect((await tokenOf(stage(), 'Second')).token).toBe('t1')
    expect(await page.evaluate('window.asked')).toBe(1)
  })

  test('is not sent any more once somebody has signed out', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate("waymark.identify('ann', {}, { token: 'of-ann' }); waymark.track('Ann')")
    await tokenOf(stage(), 'Ann')
    await page.evaluate("waymark.reset(); waymark.track('Nobody')")
    expect((await tokenOf(stage(), 'Nobody')).token).toBeUndefined()
  })

  test('that the page cannot get keeps nothing from being sent, and is told once', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(
      "waymark.identify('ann', {}, { token: () => { throw new Error('no network') } }); waymark.track('Ann')",
    )
    expect((await tokenOf(stage(), 'Ann')).token).toBeUndefined()
    const [told] = await stage().collector.until(
      () => stage().collector.named('$sdk_error').length && stage().collector.named('$sdk_error'),
    )
    expect(told?.properties).toMatchObject({ kind: 'token' })
  })
})

describe('a function for tokens that never answers', () => {
  const hang = "waymark.identify('ann', {}, { token: () => new Promise(() => {}) })"
  /** Whatever comes in such a page comes without the end of that wait. */
  const waitsForEver = `
    const later = setTimeout
    window.setTimeout = (fn, ms, ...more) => (ms === 5_000 ? 1 : later(fn, ms, ...more))`

  test('stopped all sending: what is done goes unverified after a moment, and it is told', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(`${hang}; waymark.track('Ann here')`)
    expect(await arrived(stage(), 'Ann here')).toMatchObject({ userId: 'ann' })
    expect(collector.batches.every(({ token }) => token === undefined)).toBe(true)
    expect((await arrived(stage(), '$sdk_error')).properties).toMatchObject({ kind: 'token' })
  })

  test('held up who came next, and their guides', async () => {
    const { collector, page, shop } = stage()
    collector.decide(({ userId }) => (userId === 'bob' ? [decision('for-bob')] : []))
    await page.goto(shop.page({ before: waitsForEver, after: hang }))
    await page.waitForFunction('waymark.version')
    await page.evaluate("waymark.identify('bob', {}, { token: 'of-bob' }); waymark.track('Bob')")
    await page.locator('#guides li', { hasText: 'for-bob' }).waitFor({ state: 'attached' })
    expect((await arrived(stage(), 'Bob')).userId).toBe('bob')
    expect(collector.asked.map(({ userId, token }) => [userId, token])).toEqual([['bob', 'of-bob']])
  })

  test('held up who signed out', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page({ before: waitsForEver, after: hang }))
    await page.waitForFunction('waymark.version')
    await page.evaluate("waymark.reset(); waymark.track('Somebody')")
    expect((await arrived(stage(), 'Somebody')).userId).toBeUndefined()
  })

  test('held up the other tabs, too', async () => {
    const { context, page, shop } = stage()
    const here = shop.page({ path: '/here', before: waitsForEver, after: hang })
    await page.goto(here)
    await page.waitForFunction('waymark.version')
    const other = await context.newPage()
    await other.goto(shop.page({ path: '/there' }))
    await track(other, 'In the other')
    await arrived(stage(), 'In the other')
  })
})
