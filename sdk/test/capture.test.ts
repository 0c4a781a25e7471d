import { describe, expect, test } from 'vitest'
import { type Stage, useStage } from './stage.ts'

const stage = useStage()

const pages = ({ collector }: Stage) =>
  collector.events.filter(({ type }) => type === 'page').map(({ context }) => context?.page?.path)

describe('page views of a single-page app', () => {
  const walk = `
    history.pushState({}, '', '/a?tab=1'); history.replaceState({}, '', '/a?tab=2')
    document.title = 'A of ann@example.com'
    setTimeout(() => { history.pushState({}, '', '/b#part'); setTimeout(() => history.back(), 50) }, 50)`

  test('are recorded once for each path', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page())
    await page.evaluate(walk)
    await stage().collector.until(() => pages(stage()).length === 4)
    expect(pages(stage())).toEqual(['/', '/a', '/b', '/a'])
    const [, a] = stage().collector.events.filter(({ type }) => type === 'page')
    expect(a?.context?.page?.title).toBe('A of @')
    expect(await page.evaluate("Object.hasOwn(history, 'pushState')")).toBe(false)
  })

  test('also where the Navigation API is missing, and the patch is taken back', async () => {
    const { page, shop } = stage()
    await page.goto(
      shop.page({ before: "Object.defineProperty(window, 'navigation', { value: undefined })" }),
    )
    await stage().collector.until(() => pages(stage()).length === 1)
    await page.evaluate(walk)
    await stage().collector.until(() => pages(stage()).length === 4)
    expect(pages(stage())).toEqual(['/', '/a', '/b', '/a'])
    await page.evaluate('waymark.stop()')
    expect(await page.evaluate("Object.hasOwn(history, 'pushState')")).toBe(false)
  })

  test('of hash routes where the page asks for it', async () => {
    const { page, shop } = stage()
    await page.goto(shop.page({ attributes: 'data-hash-routes' }))
    await page.evaluate("location.hash = '#/settings?token=secret'")
    await stage().collector.until(() => pages(stage()).length === 2)
    expect(pages(stage())).toEqual(['/', '/#/settings'])
  })

  test('of a page that comes back from the back-forward cache', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page())
    await collector.until(() => collector.streams() === 1)
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    await collector.until(() => collector.streams() === 0)
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    await collector.until(() => collector.streams() === 1)
    await collector.until(() => pages(stage()).length === 2)
    await page.evaluate("waymark.track('Back')")
    await collector.until(() => collector.named('Back').length)
  })
})

describe('clicks', () => {
  const body = `
    <button id="pay">Pay  99 to ann@example.com</button>
    <a id="link" href="/orders/7?token=secret&utm_source=x#top">Orders</a>
    <input id="text" value="typed secret"><input id="go" type="submit" value="Send">
    <label><input id="box" type="checkbox" value="v"> Remember me</label>
    <div data-wm-ignore><button id="ignored">Ignored</button></div>
    <div data-wm-mask><button id="masked">Masked name</button></div>
    <div contenteditable><button id="edited">Edited</button></div>
    <button id="icon" aria-label="Close" data-wm="close-2"><svg width="9" height="9"><rect width="9" height="9"/></svg></button>
    <p id="plain">Only text</p><div id="host"></div>`

  test('are recorded on controls by role and name, never with a value', async () => {
    const { collector, page, shop } = stage()
    await page.goto(shop.page({ body }))
    await page.evaluate(`
      addEventListener('click', (event) => event.preventDefault())
      host.attachShadow({ mode: 'open' }).append(Object.assign(document.createElement('button'), { textContent: 'Deep' }))
      for (const id of ['text', 'ignored', 'edited', 'plain', 'pay', 'link', 'go', 'box', 'masked']) document.getElementById(id).click()
      document.querySelector('#icon rect').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
      host.shadowRoot.querySelector('button').click()`)
    await collector.until(() => collector.named('$click').length >= 7)
    expect(collector.named('$click').map(({ properties }) => properties)).toEqual([
      { role: 'button', text: 'Pay ## to @' },
      { role: 'link', text: 'Orders', href: `${shop.origin}/orders/7?utm_source=x` },
      { role: 'button', text: 'Send' },
      { role: 'checkbox', text: 'Remember me' },
      { role: 'button' },
      { role: 'button', text: 'Close', wm: 'close-2' },
      { role: 'button', text: 'Deep' },
    ])
  })
})
