import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, guideOf, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = `<header><button id="menu">Menu</button></header><main><h1 id="heading">Products</h1>
<label>Note <textarea id="note"></textarea></label> <button id="save">Save</button><div id="slot"></div><p id="end">End</p></main>`

const focused = `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
return at?.getAttribute('aria-label') || at?.id || at?.textContent })()`

/** Idle and painted twice: what was going to be shown at once is shown now. */
const givenEveryChance = async (): Promise<void> => {
  for (const _ of [1, 2, 3]) {
    await new Promise((done) =>
      requestIdleCallback(() => requestAnimationFrame(done), { timeout: 300 }),
    )
  }
}

const focusAfter = async (app: GuidePage, key: string): Promise<unknown> => {
  await app.page.keyboard.press(key)
  return app.page.evaluate(focused)
}

const twoSteps = [{ content: [{ heading: 'One' }] }, { content: [{ heading: 'Two' }] }]

describe('a modal', () => {
  test('makes the page wait, keeps the keyboard, and gives focus back when Escape closes it', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.locator('#save').focus()
    await app.show(guideOf('modal'))
    const dialog = app.page.getByRole('dialog', { name: 'Create your first product' })
    await dialog.waitFor()
    await app.hasRecorded('$guide_rendered')
    const stops = new Set<unknown>()
    for (let presses = 0; presses < 6; presses++) stops.add(await focusAfter(app, 'Tab'))
    expect(stops).not.toContain('save')
    expect(stops).not.toContain('menu')
    expect(await app.page.evaluate(`document.elementFromPoint(20, 20).localName`)).toBe(
      'waymark-guide',
    )
    await app.page.keyboard.press('Escape')
    await app.box.waitFor({ state: 'detached' })
    expect(await app.page.evaluate(focused)).toBe('save')
    const dismissed = (await app.events()).find(({ event }) => event === '$guide_dismissed')
    expect(dismissed?.properties).toMatchObject({ by: 'escape' })
    expect(dismissed?.properties).not.toHaveProperty('score')
    expect(app.complaints).toEqual([])
  })

  test('without a backdrop leaves the page usable, and takes no focus', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.locator('#note').focus()
    await app.show(guideOf('modal', { backdrop: false, position: 'bottom' }))
    await app.page.keyboard.type('still writing')
    await app.card.waitFor()
    await app.page.keyboard.type(', all of it')
    expect(await app.page.locator('#note').inputValue()).toBe('still writing, all of it')
    await app.page.locator('#menu').click()
    await app.card.getByRole('button', { name: 'Got it' }).click()
    await app.hasRecorded('$guide_completed')
  })

  test('waits until whoever writes has paused: not a letter is lost', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.page.clock.install({ time: 0 })
    await app.page.clock.pauseAt(1000)
    await app.page.locator('#note').focus()
    await app.show(guideOf('modal'))
    await app.hasRecorded('$guide_armed')
    for (const words of ['The quick brown ', 'fox jumps over ', 'the dog']) {
      await app.page.keyboard.type(words)
      await app.page.clock.runFor(800)
      expect(await app.box.count()).toBe(0)
    }
    expect(await app.page.locator('#note').inputValue()).toBe(
      'The quick brown fox jumps over the dog',
    )
    await app.page.clock.runFor(1000)
    await app.box.waitFor()
  })

  test('waits until a menu of the page has closed, and does not close it', async () => {
    const menu = `${body}<button popovertarget="pop" id="opens">More</button><div popover id="pop"><button>Rename</button></div>`
    await using app = await openGuidePage(browser, { body: menu })
    await app.page.locator('#opens').click()
    await app.show(guideOf('modal'))
    await app.hasRecorded('$guide_armed')
    await app.page.evaluate(givenEveryChance)
    expect(await app.page.evaluate(`document.getElementById('pop').matches(':popover-open')`)).toBe(
      true,
    )
    expect(await app.box.count()).toBe(0)
    await app.page.locator('#opens').click()
    await app.box.waitFor()
  })
})

test('a modal is dark in a page whose body alone is dark, and stays so when it is drawn again', async () => {
  const css = 'body { background: #111; color: #eee; min-height: 100vh; margin: 0 }'
  await using app = await openGuidePage(browser, { body, css })
  await app.show(guideOf('modal', {}, { steps: twoSteps }))
  await app.box.waitFor()
  const ground = () => app.box.evaluate((box) => getComputedStyle(box).backgroundColor)
  expect(await ground()).toBe('rgb(26, 35, 31)')
  await app.box.getByRole('button', { name: 'Next' }).click()
  await app.box.getByText('Two').waitFor()
  expect(await ground()).toBe('rgb(26, 35, 31)')
})

const dialogs = {
  native: {
    html: `<dialog id="dialog"><p>Settings</p><button id="close" autofocus>Close</button></dialog>`,
    script: `const dialog = document.getElementById('dialog'); window.openDialog = () => dialog.showModal()
document.getElementById('close').onclick = () => dialog.close()`,
  },
  'by hand': {
    html: `<div id="dialog" role="dialog" aria-modal="true" aria-label="Settings" hidden><button id="close">Close</button></div>`,
    script: `const dialog = document.getElementById('dialog'); window.openDialog = () => { dialog.hidden = false; document.getElementById('close').focus() }
document.getElementById('close').onclick = () => { dialog.hidden = true }`,
  },
  'as Angular Material draws it, which says that it is none': {
    html: `<div id="dialog" hidden><div class="cdk-overlay-backdrop cdk-overlay-dark-backdrop"></div>
<div role="dialog" aria-modal="false" aria-label="Settings"><button id="close">Close</button></div></div>`,
    script: `const dialog = document.getElementById('dialog'); window.openDialog = () => { dialog.hidden = false; document.getElementById('close').focus() }
document.getElementById('close').onclick = () => { dialog.hidden = true }`,
  },
}

// Each waits most of its time, for as long as a guide gives a page: side by side.
describe.concurrent('a card that the page has to be free for', () => {
  for (const [name, { html, script }] of Object.entries(dialogs)) {
    for (const type of ['modal', 'banner', 'slideout', 'survey', 'checklist'] as const) {
      test(`a ${type} waits for a dialog of the page (${name}), and makes room for the next one`, async () => {
        await using app = await openGuidePage(browser, { body: body + html, script })
        await app.page.evaluate('window.openDialog()')
        const tasks = [{ milestone: 'm', label: 'Do it' }]
        await app.show(guideOf(type, {}, type === 'checklist' ? { tasks } : {}))
        await app.hasRecorded('$guide_missed')
        expect(await app.box.count()).toBe(0)
        await app.page.locator('#close').click()
        await app.box.waitFor()
        await app.hasRecorded('$guide_rendered')
        await app.page.evaluate('window.openDialog()')
        await app.box.waitFor({ state: 'hidden' })
        await app.page.locator('#close').click()
        await app.box.waitFor()
        expect((await app.recorded()).filter((event) => event === '$guide_rendered')).toHaveLength(
          1,
        )
        expect(app.complaints).toEqual([])
      })
    }
  }
})

test('reads from right to left, in its reader’s language', async () => {
  await using app = await openGuidePage(browser, { body, html: 'lang="ar" dir="rtl"' })
  await app.page.evaluate(() => {
    window.wm.locale = 'ar'
  })
  const content = [{ heading: { en: 'Hello', ar: 'مرحبا' } }]
  await app.show(guideOf('modal', { content }))
  await app.page.getByRole('dialog', { name: 'مرحبا' }).waitFor()
  const [close, box] = [
    await app.box.getByRole('button', { name: 'إغلاق' }).boundingBox(),
    await app.box.boundingBox(),
  ]
  expect((close?.x ?? 0) - (box?.x ?? 0)).toBeLessThan(20)
})

describe('a banner', () => {
  const topOf = (app: GuidePage, selector: string): Promise<number> =>
    app.page.locator(selector).evaluate((element) => element.getBoundingClientRect().top)
  const fixed = `header { position: fixed; top: 0; left: 0; right: 0; height: 50px; background: #eee } main { padding-top: 60px }
main { height: 3000px } html, body { margin: 0 }`

  test('over the page covers its edge and moves nothing', async () => {
    await using app = await openGuidePage(browser, { body, reducedMotion: true })
    const before = await topOf(app, '#heading')
    await app.show(guideOf('banner', { position: 'bottom' }))
    await app.page.getByRole('region', { name: 'Create your first product' }).waitFor()
    expect(await topOf(app, '#heading')).toBe(before)
    const box = await app.box.boundingBox()
    expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(720)
  })

  test('pushes the page and what is fixed to its edge, and puts all of it back', async () => {
    await using app = await openGuidePage(browser, { body, css: fixed, reducedMotion: true })
    const before = [await topOf(app, 'header'), await topOf(app, '#heading')]
    await app.show(guideOf('banner', { layout: 'push' }))
    await app.box.waitFor()
    const height = (await app.box.boundingBox())?.height ?? 0
    expect(height).toBeGreaterThan(30)
    await expect.poll(() => topOf(app, 'header')).toBeCloseTo(height, 1)
    expect(await topOf(app, '#heading')).toBeCloseTo((before[1] ?? 0) + height, 1)
    await app.page.evaluate(() => scrollTo(0, 500))
    expect((await app.box.boundingBox())?.y).toBe(0)
    expect(await topOf(app, 'header')).toBeCloseTo(height, 1)
    await app.page.evaluate(() => scrollTo(0, 0))
    await app.box.getByRole('button', { name: 'Close' }).click()
    await app.box.waitFor({ state: 'detached' })
    expect([await topOf(app, 'header'), await topOf(app, '#heading')]).toEqual(before)
    expect(await app.page.locator('header').getAttribute('style')).toBe(null)
  })

  test('pushing a page shorter than the window, hung in the middle of the screen', async () => {
    await using app = await openGuidePage(browser, { body, height: 800, reducedMotion: true })
    await app.show(guideOf('banner', { layout: 'push', position: 'bottom' }))
    await app.box.waitFor()
    const bottom = async () => {
      const { y, height } = (await app.box.boundingBox()) ?? { y: 0, height: 0 }
      return Math.round(y + height)
    }
    const isLonger = () =>
      app.page.evaluate(() => document.documentElement.scrollHeight > innerHeight)
    await expect.poll(bottom).toBe(800)
    expect(await isLonger()).toBe(false)
    await app.page.setViewportSize({ width: 1280, height: 700 })
    await expect.poll(bottom).toBe(700)
    await app.page.evaluate(() => {
      const more = document.querySelector('main')
      if (more) more.style.minHeight = '2000px'
    })
    await expect.poll(isLonger).toBe(true)
    await expect.poll(bottom).toBe(700)
  })

  test('lies over an app as high as the window, whose end could not be scrolled to', async () => {
    const css = `html, body { height: 100%; margin: 0; overflow: hidden } main { height: 100vh; position: relative }
#end { position: absolute; bottom: 0; margin: 0 } h1 { margin: 0 } header { display: none }`
    await using app = await openGuidePage(browser, { body, css, reducedMotion: true })
    await app.show(guideOf('banner', { layout: 'push' }))
    await app.box.waitFor()
    const end = () =>
      app.page.locator('#end').evaluate((element) => element.getBoundingClientRect().bottom)
    await expect.poll(end).toBe(720)
    expect((await app.box.boundingBox())?.y).toBe(0)
    expect((await app.box.boundingBox())?.width).toBe(1280)
  })

  test('fits into a container that was empty, and leaves it so', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.show(guideOf('banner', { layout: 'inline', target: { id: 'slot' } }))
    await app.box.waitFor()
    const [slot, box] = [await app.page.locator('#slot').boundingBox(), await app.box.boundingBox()]
    expect(box?.width).toBe(slot?.width)
    expect(slot?.height).toBeCloseTo(box?.height ?? 0, 3)
    await app.box.getByRole('button', { name: 'Got it' }).click()
    await app.box.waitFor({ state: 'detached' })
    expect(await app.page.locator('#slot').innerHTML()).toBe('')
  })

  test('at the top is the first that Tab meets', async () => {
    await using app = await openGuidePage(browser, { body })
    await app.show(guideOf('banner'))
    await app.box.waitFor()
    expect(await focusAfter(app, 'Tab')).toBe('Got it')
    expect(await focusAfter(app, 'Tab')).toBe('Close')
    expect(await focusAfter(app, 'Tab')).toBe('menu')
  })
})

describe('a slideout', () => {
  for (const [position, x, y] of [
    ['top-left', 0, 0],
    ['top-right', 1, 0],
    ['bottom-left', 0, 1],
    ['bottom-right', 1, 1],
  ] as const) {
    test(`stands ${position}`, async () => {
      await using app = await openGuidePage(browser, { body, reducedMotion: true })
      await app.show(guideOf('slideout', { position }))
      await app.card.waitFor()
      const box = await app.card.boundingBox()
      const right = 1280 - (box?.x ?? 0) - (box?.width ?? 0)
      const below = 720 - (box?.y ?? 0) - (box?.height ?? 0)
      expect(x === 0 ? box?.x : right).toBeCloseTo(20, 0)
      expect(y === 0 ? box?.y : below).toBeCloseTo(20, 0)
    })
  }

  for (const position of ['left', 'right'] as const) {
    test(`is a panel along the ${position} edge`, async () => {
      await using app = await openGuidePage(browser, { body, reducedMotion: true })
      await app.show(guideOf('slideout', { position }))
      await app.card.waitFor()
      const box = await app.card.boundingBox()
      expect([box?.y, box?.height]).toEqual([0, 720])
      expect(position === 'left' ? box?.x : (box?.x ?? 0) + (box?.width ?? 0)).toBe(
        position === 'left' ? 0 : 1280,
      )
    })
  }

  test('leaves Escape to the page while somebody works there, and takes it when it has the focus', async () => {
    const script = `window.escapes = 0; addEventListener('keydown', (event) => { if (event.key === 'Escape') window.escapes++ })`
    await using app = await openGuidePage(browser, { body, script })
    await app.page.locator('#note').focus()
    await app.show(guideOf('slideout'))
    await app.card.waitFor()
    expect(await app.page.evaluate(focused)).toBe('note')
    await app.page.keyboard.press('Escape')
    expect(await app.page.evaluate('window.escapes')).toBe(1)
    expect(await app.card.isVisible()).toBe(true)
    await app.card.getByRole('button', { name: 'Got it' }).focus()
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    expect(await app.page.evaluate('window.escapes')).toBe(1)
    expect(await app.page.evaluate(focused)).toBe('note')
  })
})
