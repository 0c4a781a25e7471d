import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const save = tooltipOn({ role: 'button', name: 'Save' })

describe('in a page that lives', () => {
  test('keeps to its target while the page draws itself anew, again and again', async () => {
    const script = `let round = 0
window.redraw = () => { round++; document.getElementById('app').replaceChildren(...[...Array(round % 4)].map(() => document.createElement('p')),
  Object.assign(document.createElement('button'), { id: 'save', className: 'css-' + round + 'a7f9c2', textContent: 'Save' })) }
window.redraw()`
    const css = '#app { padding: 40px } p { height: 20px; margin: 0 }'
    await using app = await openGuidePage(browser, { body: '<div id="app"></div>', css, script })
    await app.show(save)
    await app.card.waitFor()
    for (let round = 0; round < 6; round++) {
      await app.page.evaluate('window.redraw()')
      await expect.poll(() => app.isBeside('#save')).toBe(true)
    }
    expect(await app.recorded()).not.toContain('$guide_missed')
    expect((await app.recorded()).filter((event) => event === '$guide_rendered')).toHaveLength(1)
  })

  test('points at a target inside a scaled, zoomed and scrolled pane', async () => {
    const css = `body { zoom: 1.25 } .pane { transform: scale(.8); transform-origin: 0 0; height: 300px; width: 500px; overflow: auto }
.pane div { height: 500px } .pane button { margin: 0 0 900px 120px }`
    const body = '<div class="pane" id="pane"><div></div><button id="save">Save</button></div>'
    await using app = await openGuidePage(browser, { body, css })
    await app.show(save)
    await app.hasRecorded('$guide_armed')
    await app.page.evaluate(() => document.getElementById('pane')?.scrollTo(0, 380))
    await app.card.waitFor()
    await expect.poll(() => app.isBeside('#save')).toBe(true)
    await app.page.evaluate(() => document.getElementById('pane')?.scrollTo(0, 0))
    await app.card.waitFor({ state: 'hidden' })
  })

  test('stands beside its target in a page whose root element is zoomed', async () => {
    const css = 'html { zoom: 1.5 } button { margin: 160px 0 0 200px }'
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>', css })
    await app.show(save)
    await app.card.waitFor()
    await expect.poll(() => app.isBeside('#save')).toBe(true)
  })

  test('stays beside its target when the page zooms its root element meanwhile', async () => {
    const css = 'button { margin: 160px 0 0 200px }'
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>', css })
    await app.show(save)
    await app.card.waitFor()
    const before = await app.card.boundingBox()
    await app.page.evaluate(() => {
      document.documentElement.style.zoom = '1.5'
    })
    await expect.poll(() => app.isBeside('#save')).toBe(true)
    const after = await app.card.boundingBox()
    expect(after?.y).toBeGreaterThan(before?.y ?? 0)
    expect(after?.width).toBe(before?.width)
  })

  test('follows a target that is moved by an animation, which no event tells of', async () => {
    const css = `#save { position: fixed; left: 100px; top: 100px; transition: translate .4s linear } .moved #save { translate: 500px 200px }`
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>', css })
    await app.show(save)
    await app.card.waitFor()
    await app.page.evaluate(() => document.documentElement.classList.add('moved'))
    await expect.poll(async () => (await app.page.locator('#save').boundingBox())?.x).toBe(600)
    await expect.poll(() => app.isBeside('#save')).toBe(true)
  })

  test('finds its target in a frame of the same site and points into it', async () => {
    const css = 'iframe { margin: 80px 0 0 120px; width: 400px; height: 300px; border: 3px solid }'
    const script = `const frame = document.getElementById('frame').contentDocument
const button = frame.createElement('button'); button.append('Save'); button.id = 'inner'; frame.body.append(button)
const cover = Object.assign(frame.createElement('p'), { textContent: 'text' }); frame.body.append(cover)`
    await using app = await openGuidePage(browser, {
      body: '<iframe id="frame" title="Inner"></iframe>',
      css,
      script,
    })
    await app.show(tooltipOn({ role: 'button', name: 'Save', id: 'inner' }))
    await app.card.waitFor()
    const [card, button] = await Promise.all([
      app.card.boundingBox(),
      app.page.frameLocator('#frame').locator('#inner').boundingBox(),
    ])
    expect(card?.y).toBeGreaterThan((button?.y ?? 0) + (button?.height ?? 0))
    expect(card?.y).toBeLessThan((button?.y ?? 0) + (button?.height ?? 0) + 20)
  })

  test('lost its target for good when the page put another frame in the place of its frame', async () => {
    const script = `const put = () => {
  const frame = Object.assign(document.createElement('iframe'), { title: 'Inner' })
  document.body.append(frame)
  frame.contentDocument.body.append(Object.assign(document.createElement('button'), { id: 'save', textContent: 'Save' }))
}
put()`
    await using app = await openGuidePage(browser, { body: '', script })
    await app.show(tooltipOn({ role: 'button', name: 'Save', id: 'save' }))
    await app.card.waitFor()
    for (let round = 0; round < 2; round++) {
      await app.page.evaluate(() => document.querySelector('iframe')?.remove())
      await app.card.waitFor({ state: 'hidden' })
      await app.page.evaluate('put()')
      await app.card.waitFor()
    }
  })

  test('did not notice that a frame had come after the last change of the page', async () => {
    await using app = await openGuidePage(browser, { body: '<main></main>' })
    let send = (): void => {}
    const sent = new Promise<void>((resolve) => {
      send = resolve
    })
    const body = '<!doctype html><button>Save</button>'
    await app.page.route('**/inner', async (route) => {
      await sent
      await route.fulfill({ contentType: 'text/html', body })
    })
    await app.show(save)
    await app.page.evaluate(() => {
      const frame = Object.assign(document.createElement('iframe'), {
        src: '/inner',
        title: 'Inner',
      })
      document.querySelector('main')?.append(frame)
    })
    await app.hasRecorded('$guide_missed')
    send()
    await app.card.waitFor()
  })

  const inShadow = `const make = (tag, more = {}) => Object.assign(document.createElement(tag), more)
const put = (rows = 0) => {
  const host = make('div')
  const pane = make('div', { id: 'pane', style: 'height: 120px; overflow: auto' })
  const above = make('div', { style: 'height: 300px' })
  for (let row = 0; row < rows; row++) above.append(make('i'))
  pane.append(above, make('button', { id: 'save', textContent: 'Save' }))
  host.attachShadow({ mode: 'open' }).append(pane)
  document.querySelector('main').replaceChildren(host)
  return pane
}`

  test('did not hear that a pane in a shadow root was scrolled to its target', async () => {
    await using app = await openGuidePage(browser, { body: '<main></main>', script: inShadow })
    await app.page.evaluate('put(); undefined')
    await app.show(save)
    await app.hasRecorded('$guide_armed')
    await app.page.evaluate(
      () => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))),
    )
    expect(await app.card.count()).toBe(0)
    await app.page.locator('#pane').evaluate((pane) => pane.scrollTo(0, 230))
    await app.card.waitFor()
  })

  test('kept every shadow root that the page had ever shown', async () => {
    await using app = await openGuidePage(browser, { body: '<main></main>', script: inShadow })
    const devtools = await app.page.context().newCDPSession(app.page)
    const nodes = async () => {
      await devtools.send('HeapProfiler.collectGarbage')
      return (await devtools.send('Memory.getDOMCounters')).nodes
    }
    await app.page.evaluate('put(); undefined')
    await app.show(save)
    const before = await nodes()
    for (let round = 0; round < 6; round++) {
      await app.page.evaluate('put(5000).scrollTo(0, 9999)')
      await expect.poll(() => app.isBeside('#save')).toBe(true)
    }
    await app.page.evaluate('put(); undefined')
    // What is shown may hold the one that it was shown in at last.
    await expect.poll(nodes).toBeLessThan(before + 2 * 5000)
  })

  test('a target that fades in is met when it has', async () => {
    const css = '#save { opacity: 0; transition: opacity .3s } .ready #save { opacity: 1 }'
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>', css })
    await app.show(save)
    await app.hasRecorded('$guide_missed')
    expect(await app.card.count()).toBe(0)
    await app.page.evaluate(() => document.documentElement.classList.add('ready'))
    await app.card.waitFor()
  })

  test('puts its layer back when the page throws it out', async () => {
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>' })
    await app.show(save)
    await app.card.waitFor()
    await app.page.evaluate(() => document.querySelector('waymark-guide')?.remove())
    await app.card.waitFor()
  })

  test('an error in what the page registered stays in the guide', async () => {
    const label = { label: 'Try', action: [{ call: 'broken' }, { complete: true }] } as const
    await using app = await openGuidePage(browser, {
      body: '<button id="save">Save</button>',
    })
    await app.show(
      tooltipOn(
        { role: 'button', name: 'Save' },
        { step: { content: [{ heading: 'Hi' }, { button: label }] } },
      ),
    )
    await app.card.getByRole('button', { name: 'Try' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.evaluate(() => window.wm.errors)).toEqual([
      { kind: 'guide_action', text: 'Error: of the page' },
    ])
    expect(app.complaints).toEqual([])
  })

  test('does what its controls say: track, open, snooze, click the target', async () => {
    const button = (label: string, action: object) => ({ button: { label, action } }) as never
    const content = [
      { heading: 'Choose' },
      button('Tell', { track: { event: 'Told', properties: { how: 'loud' } } }),
      button('Press', { 'click-target': true }),
      button('Go', { open: '/people' }),
      button('Later', { snooze: '24h' }),
    ]
    const script = `window.pressed = 0; document.getElementById('save').addEventListener('click', () => window.pressed++)`
    await using app = await openGuidePage(browser, {
      body: '<button id="save">Save</button>',
      script,
    })
    await app.show(tooltipOn({ role: 'button', name: 'Save' }, { step: { content } }))
    for (const name of ['Tell', 'Press', 'Go', 'Later']) {
      await app.card.getByRole('button', { name }).click()
    }
    await app.hasRecorded('$guide_snoozed')
    const events = await app.events()
    expect(events.find(({ event }) => event === 'Told')?.properties).toEqual({ how: 'loud' })
    expect(events.find(({ event }) => event === '$guide_snoozed')?.properties.for).toBe('24h')
    expect(await app.page.evaluate('window.pressed')).toBe(1)
    expect(new URL(app.page.url()).pathname).toBe('/people')
  })

  test('leaves nothing behind when it is stopped', async () => {
    await using app = await openGuidePage(browser, { body: '<button id="save">Save</button>' })
    await app.show(save)
    await app.card.waitFor()
    const left = await app.page.evaluate(() => {
      window.wm.engine.stop()
      return document.querySelectorAll('waymark-guide').length
    })
    expect(left).toBe(0)
    await app.show(tooltipOn({ role: 'button', name: 'Save' }, { guide: 'another' }))
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
  })
})
