import { describe, expect, test } from 'vitest'
import { type Page, type Stage, useStage } from './stage.ts'

const stage = useStage()

const track = (page: Page, event: string) =>
  page.evaluate(`waymark.track(${JSON.stringify(event)})`)
const arrived = ({ collector }: Stage, event: string) =>
  collector.until(() => collector.named(event).length > 0)
const begin = async ({ page, shop, collector }: Stage, attributes = '') => {
  await page.goto(shop.page({ attributes }))
  await collector.until(() => collector.events.some(({ type }) => type === 'page'))
}
/** How often each message id was sent to the collector. */
const sends = ({ collector }: Stage, event: string) =>
  collector.batches.flatMap(({ batch }) => batch).filter((one) => one.event === event).length

describe('events reach the server', () => {
  test('soon, and what happens together goes together', async () => {
    await begin(stage())
    await stage().page.evaluate("for (let i = 0; i < 50; i++) waymark.track('Step', { i })")
    await stage().collector.until(() => stage().collector.named('Step').length === 50)
    expect(
      stage()
        .collector.named('Step')
        .map(({ properties }) => properties?.i),
    ).toEqual([...Array(50).keys()])
    expect(stage().collector.batches.length).toBeLessThan(4)
  })

  test('when the network comes back', async () => {
    const { context, page, collector } = stage()
    await begin(stage())
    await context.setOffline(true)
    await track(page, 'While offline')
    await page.waitForFunction('navigator.onLine === false')
    expect(collector.named('While offline')).toEqual([])
    await context.setOffline(false)
    await arrived(stage(), 'While offline')
  })

  test('when the tab is closed before the server has answered: from the next page, counted once', async () => {
    const { context, page, shop, collector } = stage()
    await begin(stage())
    collector.replyWith(() => ({ status: 503, headers: { 'retry-after': '30' } }))
    await track(page, 'Just before closing')
    await collector.until(() => sends(stage(), 'Just before closing'))
    await page.close()
    collector.replyWith(() => ({ status: 200 }))
    const next = await context.newPage()
    await next.goto(shop.page())
    await arrived(stage(), 'Just before closing')
    await collector.until(() => collector.events.filter(({ type }) => type === 'page').length === 2)
    expect(collector.named('Just before closing')).toHaveLength(1)
  })

  test('when the page goes in the same moment', async () => {
    const { page, shop, collector } = stage()
    await begin(stage())
    const next = shop.page({ path: '/next' })
    await page.evaluate(`waymark.track('Left'); location.href = ${JSON.stringify(next)}`)
    await arrived(stage(), 'Left')
    expect(collector.named('Left')[0]?.context?.page?.path).toBe('/')
  })

  test('when the page is hidden', async () => {
    const { page } = stage()
    await begin(stage())
    await page.evaluate(`
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
      waymark.track('Switched away')
      document.dispatchEvent(new Event('visibilitychange'))`)
    await arrived(stage(), 'Switched away')
  })

  test('after a pause, when the server asks for one', async () => {
    const { page, collector } = stage()
    await begin(stage())
    let refusedAt = 0
    collector.replyWith(() => {
      refusedAt ||= Date.now()
      return { status: 429, headers: { 'retry-after': '1' } }
    })
    await track(page, 'Too many')
    await collector.until(() => refusedAt)
    const during = sends(stage(), 'Too many')
    collector.replyWith(() => ({ status: 200 }))
    await track(page, 'One more')
    await arrived(stage(), 'One more')
    expect(Date.now() - refusedAt).toBeGreaterThanOrEqual(950)
    expect(sends(stage(), 'Too many')).toBe(during + 1)
  })

  test('never again what was refused; the page tells so once', async () => {
    const { page, collector } = stage()
    await begin(stage())
    collector.replyWith(({ batch }) => ({
      status: batch.some(({ event }) => event === 'Bad') ? 400 : 200,
    }))
    await track(page, 'Bad')
    await collector.until(() => collector.named('$sdk_error').length)
    await track(page, 'Good')
    await arrived(stage(), 'Good')
    expect(sends(stage(), 'Bad')).toBe(1)
    expect(collector.named('$sdk_error')[0]?.properties).toMatchObject({ kind: 'events_refused' })
  })

  test('tells when ingest refused one of many', async () => {
    const { page, collector } = stage()
    await begin(stage())
    collector.replyWith(({ batch }) => ({
      status: 200,
      results: { [batch[0]?.messageId ?? '']: { result: 'refused', code: 'name_too_long' } },
    }))
    await track(page, 'x'.repeat(300))
    await collector.until(() => collector.named('$sdk_error').length)
    expect(collector.named('$sdk_error')[0]?.properties).toMatchObject({
      kind: 'events_refused',
      message: 'name_too_long',
    })
  })

  test('in smaller requests when they are too large', async () => {
    const { page, collector } = stage()
    await begin(stage())
    collector.replyWith(({ batch }) => ({ status: batch.length > 10 ? 413 : 200 }))
    await page.evaluate("for (let i = 0; i < 40; i++) waymark.track('Large', { i })")
    await collector.until(() => collector.named('Large').length === 40)
  })

  test('as many as fit a megabyte; the rest is counted', async () => {
    const { context, page, collector } = stage()
    await begin(stage())
    await context.setOffline(true)
    await page.waitForFunction('navigator.onLine === false')
    await page.evaluate(
      "for (let i = 0; i < 300; i++) waymark.track('Big', { i, text: 'x'.repeat(5000) })",
    )
    await context.setOffline(false)
    await collector.until(() => collector.named('$sdk_error').length)
    const dropped = collector.named('$sdk_error')[0]?.properties
    expect(dropped).toMatchObject({ kind: 'events_dropped' })
    await collector.until(() => collector.named('Big').at(-1)?.properties?.i === 299)
    expect(collector.named('Big').length + Number(dropped?.count)).toBe(300)
    expect(collector.named('Big').length).toBeGreaterThan(150)
  })
})

describe('a browser that refuses everything', () => {
  const hostile = `
    const no = () => { throw new DOMException('The operation is insecure.', 'SecurityError') }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: no })
    Object.defineProperty(document, 'cookie', { get: no, set: no })
    window.BroadcastChannel = class { constructor() { no() } }
    LockManager.prototype.request = async () => no()`

  test('still records from memory, and tells why once', async () => {
    const { page, shop, collector } = stage()
    await page.goto(shop.page({ before: hostile }))
    await collector.until(() => collector.events.some(({ type }) => type === 'page'))
    await page.evaluate("waymark.identify('ann'); waymark.track('Works')")
    await arrived(stage(), 'Works')
    expect(collector.named('$sdk_error').map(({ properties }) => properties?.kind)).toEqual([
      'storage',
    ])
    expect(await page.evaluate('refused')).toEqual([])
  })

  test('does not wait for a database that never opens', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page({ before: 'IDBFactory.prototype.open = () => ({})' }))
    await track(page, 'Not stuck')
    await arrived(stage(), 'Not stuck')
  })

  test('keeps events of a moment offline in memory', async () => {
    const { context, page, shop, collector } = stage()
    await page.goto(shop.page({ before: hostile }))
    await collector.until(() => collector.events.some(({ type }) => type === 'page'))
    await context.setOffline(true)
    await page.waitForFunction('navigator.onLine === false')
    await track(page, 'Offline without storage')
    await context.setOffline(false)
    await arrived(stage(), 'Offline without storage')
  })

  test('takes no harm from a polluted Object.prototype', async () => {
    const { page, shop } = stage()
    await page.goto(
      shop.page({
        before: `Object.assign(Object.prototype, { body: 'x', signal: 1, mode: 'no-cors', keyPath: 'x', durability: 'x',
          credentials: 'include', userId: 'mallory', stream: false, ifAvailable: true })`,
      }),
    )
    await track(page, 'Clean')
    await arrived(stage(), 'Clean')
    expect(stage().collector.named('Clean')[0]).not.toHaveProperty('userId')
    expect(await page.evaluate('refused')).toEqual([])
  })
})
