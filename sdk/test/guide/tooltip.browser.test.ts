import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const toolbar = `
<header><nav aria-label="Main"><a href="/products">Products</a> <a href="/people">People</a></nav></header>
<main><h1>Products</h1><div role="toolbar" aria-label="Products">
<button id="import">Import</button> <button data-wm="new-product" id="new">New product</button> <button>Export</button></div>
<p><input aria-label="Search products" id="search"></p><div class="long"></div></main>`
const css = '.long { height: 2000px }'
const newProduct = { role: 'button', name: 'New product' } as const

describe('a tooltip', () => {
  test('shows beside the element that was meant, and says so after it is painted', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.waitFor()
    expect(await app.isBeside('#new')).toBe(true)
    await app.hasRecorded('$guide_seen')
    expect(await app.recorded()).toEqual(['$guide_armed', '$guide_rendered', '$guide_seen'])
    const rendered = (await app.events()).find(({ event }) => event === '$guide_rendered')
    expect(rendered?.properties).toEqual({
      ...{ guide: 'welcome', decision: 'd-welcome', engagement: 'e1', version: 3 },
      ...{ step: '1', score: 1 },
    })
    expect(app.complaints).toEqual([])
  })

  test('counted as a shift of the whole page where it puts a light on its target', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.page.evaluate(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as never as { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await app.show(tooltipOn(newProduct, { step: { placement: 'right', spotlight: true } }))
    await app.hasRecorded('$guide_seen')
    expect(await app.page.evaluate(() => (window as never as { shifts: number[] }).shifts)).toEqual(
      [],
    )
  })

  test('is refused where only a wrong element is, and says how sure it was', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(
      tooltipOn({ role: 'button', name: 'Delete account', within: [{ role: 'toolbar' }] }),
    )
    await app.hasRecorded('$guide_missed')
    const missed = (await app.events()).find(({ event }) => event === '$guide_missed')
    expect(missed?.properties.reason).toBe('refused')
    expect(missed?.properties.score).toBeLessThan(0.65)
    expect(await app.card.count()).toBe(0)
  })

  test('says what is not as it was recorded of the element that it found', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn({ ...newProduct, id: 'new', name: 'Add product' }))
    await app.hasRecorded('$guide_rendered')
    const rendered = (await app.events()).find(({ event }) => event === '$guide_rendered')
    expect(rendered?.properties).toMatchObject({ drift: 'name' })
    expect(rendered?.properties.score).toBeLessThan(0.9)
  })

  test('completes by its button, and is then gone from the page', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.getByRole('button', { name: 'Got it' }).click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
    expect((await app.recorded()).filter((event) => event === '$guide_clicked')).toHaveLength(1)
  })

  test('waits until its target appears, and leaves and comes back with it', async () => {
    await using app = await openGuidePage(browser, { body: '<main id="main"></main>' })
    await app.show(tooltipOn(newProduct))
    await app.page.evaluate(() => {
      const button = document.createElement('button')
      button.id = 'new'
      button.append('New product')
      document.getElementById('main')?.append(button)
    })
    await app.card.waitFor()
    await app.page.evaluate(() => document.getElementById('new')?.remove())
    await app.card.waitFor({ state: 'hidden' })
    await app.page.evaluate(() => {
      const button = document.createElement('button')
      button.id = 'other'
      button.append('New product')
      document.getElementById('main')?.append('a line', document.createElement('br'), button)
    })
    await app.card.waitFor()
    expect(await app.isBeside('#other')).toBe(true)
    expect((await app.recorded()).filter((event) => event === '$guide_rendered')).toHaveLength(1)
  })

  test('follows its target through scrolling and layout, and hides while it is scrolled away', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.waitFor()
    await app.page.evaluate(() => {
      const push = document.createElement('div')
      push.style.height = '150px'
      document.body.prepend(push)
    })
    await expect.poll(() => app.isBeside('#new')).toBe(true)
    await app.page.evaluate(() => scrollTo(0, 60))
    await expect.poll(() => app.isBeside('#new')).toBe(true)
    await app.page.evaluate(() => scrollTo(0, 1500))
    await app.card.waitFor({ state: 'hidden' })
    await app.page.evaluate(() => scrollTo(0, 0))
    await app.card.waitFor()
    expect(await app.isBeside('#new')).toBe(true)
  })

  test('leaves when something covers its target', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.waitFor()
    await app.page.evaluate(() => {
      const cover = document.createElement('div')
      cover.id = 'cover'
      Object.assign(cover.style, { position: 'fixed', inset: '0', background: '#fff8' })
      document.body.append(cover)
    })
    await app.card.waitFor({ state: 'hidden' })
    await app.page.evaluate(() => document.getElementById('cover')?.remove())
    await app.card.waitFor()
  })

  test('goes when the person goes to another page, and comes back with them, at the same step', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    const steps = tooltipOn(newProduct).steps
    const two = tooltipOn(newProduct, {
      steps: [...steps, { content: [{ heading: 'Second' }] }].map((step, at) =>
        at === 0 ? { ...step, content: [{ heading: 'First' }] } : step,
      ),
    })
    await app.show(two, { trigger: { url: '/products/**', 'not-url': '/products/secret' } })
    await app.page.evaluate(() => window.wm.navigate('/products/1'))
    await app.card.getByRole('button', { name: 'Next' }).click()
    await app.card.getByText('Second').waitFor()
    await app.page.evaluate(() => window.wm.navigate('/people'))
    await app.card.waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.navigate('/products/secret'))
    await app.page.evaluate(() => window.wm.navigate('/products/2'))
    await app.card.getByText('Second').waitFor()
    expect((await app.recorded()).filter((event) => event === '$guide_rendered')).toHaveLength(1)
  })

  test('is gone at once when the page belongs to someone else', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.waitFor()
    const left = await app.page.evaluate(() => {
      window.wm.setDecisions([])
      window.wm.setPerson('ben')
      return document.querySelectorAll('waymark-guide').length
    })
    expect(left).toBe(0)
  })

  test('stays until it ends when its decision is taken back, but does not start then', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(tooltipOn(newProduct))
    await app.card.waitFor()
    await app.page.evaluate(() => window.wm.setDecisions([]))
    expect(await app.card.isVisible()).toBe(true)
    await app.page.keyboard.press('Escape')
    await app.card.waitFor({ state: 'detached' })
    await app.show(tooltipOn(newProduct, { guide: 'later' }), {
      trigger: { after: { event: 'Opened' } },
    })
    await app.hasRecorded('$guide_armed')
    await app.page.evaluate(() => {
      window.wm.setDecisions([])
      window.wm.track('Opened')
    })
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
    expect(await app.card.count()).toBe(0)
  })

  test('goes on when the target is clicked, and when the event comes', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.show(
      tooltipOn(newProduct, {
        steps: [
          { content: [{ heading: 'Click it' }], advance: { click: true } },
          {
            content: [{ heading: 'Import' }],
            target: { role: 'button', name: 'Import' },
            advance: { event: 'Imported' },
          },
          { content: [{ heading: 'Done' }] },
        ],
      }),
    )
    await app.card.getByText('Click it').waitFor()
    await app.page.locator('#new').click()
    await app.card.getByText('Import').waitFor()
    expect(await app.isBeside('#import')).toBe(true)
    await app.page.evaluate(() => window.wm.track('Imported'))
    await app.card.getByText('Done').first().waitFor()
    await app.card.getByRole('button', { name: 'Done' }).click()
    await app.hasRecorded('$guide_completed')
  })

  test('is not half shown: one unknown node and the guide is skipped and reported', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    const strange = { confetti: 'lots' } as never
    await app.show(tooltipOn(newProduct, { step: { content: [{ heading: 'Hi' }, strange] } }))
    await expect
      .poll(() => app.page.evaluate(() => window.wm.errors.map(({ kind }) => kind)))
      .toEqual(['guide_unknown_node'])
    expect(await app.card.count()).toBe(0)
  })

  test('will not lead to an address that runs code', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    const link = { link: { label: 'Go', url: ' java\tscript:alert(1)' } }
    await app.show(tooltipOn(newProduct, { step: { content: [{ heading: 'Hi' }, link] } }))
    await expect
      .poll(() => app.page.evaluate(() => window.wm.errors.map(({ kind }) => kind)))
      .toEqual(['guide_content'])
    expect(await app.card.count()).toBe(0)
  })

  test('fills in personal values as text, in the reader’s language, right to left', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.page.evaluate(() => {
      window.wm.locale = 'ar-EG'
    })
    await app.show(
      tooltipOn(newProduct, {
        step: {
          content: [
            { heading: { en: 'Hi {{name | there}}', ar: 'مرحبا {{name | بك}}' } },
            { text: 'Plan: {{plan|free}}{{none}}' },
          ],
        },
      }),
      { values: { name: '<b>Anna</b>' } },
    )
    await app.card.waitFor()
    await app.card.getByText('مرحبا <b>Anna</b>', { exact: true }).waitFor()
    await app.card.getByText('Plan: free', { exact: true }).waitFor()
    expect(await app.card.getAttribute('dir')).toBe('rtl')
    expect(await app.card.getAttribute('lang')).toBe('ar')
    expect(await app.card.getByRole('button', { name: 'إغلاق' }).count()).toBe(1)
  })
})

describe('a guide under a cap', () => {
  test('is not painted when the claim is refused', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.page.evaluate(() => {
      window.wm.claimAnswer = { granted: false, reason: 'capped' }
    })
    await app.show(tooltipOn(newProduct), { capped: true })
    await app.hasRecorded('$guide_missed')
    expect(await app.recorded()).toEqual(['$guide_armed', '$guide_missed'])
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
  })

  test('gives its lease back when the person navigates between the grant and the paint', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.page.evaluate(() => window.wm.holdClaims())
    await app.show(tooltipOn(newProduct), { capped: true, trigger: { url: '/products' } })
    await expect.poll(() => app.page.evaluate(() => window.wm.claims)).toEqual(['d-welcome'])
    await app.page.evaluate(() => {
      window.wm.navigate('/people')
      window.wm.answerClaims?.()
    })
    await app.hasRecorded('$guide_released')
    expect(await app.recorded()).toEqual(['$guide_armed', '$guide_released'])
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
  })

  test('gives it back when its target went meanwhile, and claims again when it returns', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    await app.page.evaluate(() => window.wm.holdClaims())
    await app.show(tooltipOn(newProduct), { capped: true })
    await expect.poll(() => app.page.evaluate(() => window.wm.claims.length)).toBe(1)
    await app.page.evaluate(() => {
      document.getElementById('new')?.toggleAttribute('hidden', true)
      window.wm.answerClaims?.()
    })
    await app.hasRecorded('$guide_released')
    await app.page.evaluate(() => document.getElementById('new')?.toggleAttribute('hidden', false))
    await app.card.waitFor()
    expect(await app.page.evaluate(() => window.wm.claims.length)).toBe(2)
  })
})

describe('several guides', () => {
  test('come one at a time, the most important first', async () => {
    await using app = await openGuidePage(browser, { body: toolbar, css })
    const step = (heading: string) => ({ step: { content: [{ heading }] } })
    const low = tooltipOn(newProduct, { guide: 'low', ...step('Low') })
    const high = tooltipOn({ role: 'button', name: 'Import' }, { guide: 'high', ...step('High') })
    await app.showAll([low, { priority: 1 }], [high, { priority: 9 }])
    await app.card.getByText('High').waitFor()
    expect(await app.card.count()).toBe(1)
    await app.hasRecorded('$guide_missed')
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.card.getByText('Low').waitFor()
  })
})
