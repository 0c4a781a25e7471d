import type { Decision } from '@waymark/schemas/wire/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = `<h1>Products</h1><button id="other">Other</button> <button id="new">New product</button>
<div id="late"></div><div class="long"></div><button id="deep">Deep down</button>`
const css = '.long { height: 3000px } #late button { margin: 0 }'
const guide = tooltipOn({ role: 'button', name: 'New product' })
const when = (trigger: Decision['trigger']['after']): Partial<Decision> => ({
  trigger: trigger ? { after: trigger } : {},
})

/** Armed, and given every chance to be shown too early. */
const armed = async (app: GuidePage): Promise<void> => {
  await app.hasRecorded('$guide_armed')
  await app.page.evaluate(
    () =>
      new Promise((done) =>
        requestIdleCallback(() => requestAnimationFrame(done), { timeout: 300 }),
      ),
  )
  expect(await app.card.count()).toBe(0)
}

/** Others use this machine too: what it takes at best is what it needs. Ends at the first try that is good enough. */
const atBest = async (measure: () => Promise<number>, goodMs: number): Promise<number> => {
  let best = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 5 && best >= goodMs; tries++) best = Math.min(best, await measure())
  return best
}

describe('a trigger', () => {
  test('waits for an event of the page', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, when({ event: 'Product opened' }))
    await armed(app)
    await app.page.evaluate(() => window.wm.track('Something else'))
    await armed(app)
    await app.page.evaluate(() => window.wm.track('Product opened'))
    await app.card.waitFor()
  })

  test('waits for a click on its element, and not on another', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, when({ element: 'clicked' }))
    await armed(app)
    await app.page.locator('#other').click()
    await armed(app)
    await app.page.locator('#new').click()
    await app.card.waitFor()
  })

  test('waits until its element is in view', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(tooltipOn({ role: 'button', name: 'Deep down' }), when({ element: 'visible' }))
    await armed(app)
    await app.page.evaluate(() => scrollTo(0, 9999))
    await app.card.waitFor()
    expect(await app.isBeside('#deep')).toBe(true)
  })

  test('waits until its element is gone', async () => {
    await using app = await openGuidePage(browser, { body, css })
    const step = { target: { role: 'button', name: 'Other' } }
    await app.show(
      { ...guide, steps: [{ content: [{ heading: 'Next' }], ...step }] },
      when({ element: 'gone' }),
    )
    await armed(app)
    await app.page.evaluate(() => document.getElementById('new')?.remove())
    await app.card.waitFor()
    expect(await app.isBeside('#other')).toBe(true)
  })

  test('waits until the person has scrolled so far', async () => {
    await using app = await openGuidePage(browser, {
      body: `${body}<div class="fixed"><button>Help</button></div>`,
      css: `${css} .fixed { position: fixed; top: 100px; right: 100px }`,
    })
    await app.show(tooltipOn({ role: 'button', name: 'Help' }), when({ scroll: 50 }))
    await armed(app)
    await app.page.evaluate(() => scrollTo(0, 300))
    await armed(app)
    await app.page.evaluate(() => scrollTo(0, 2000))
    await app.card.waitFor()
  })

  /** What some script of the page does to everybody, until it is mended. */
  const breakIn = (app: GuidePage, owner: string, name: string): Promise<unknown> =>
    app.page.evaluate(`{
      const kept = ${owner}.${name}
      ${owner}.${name} = () => { throw new Error('broken') }
      window.mend = () => { ${owner}.${name} = kept }
    }`)

  test('that waits for a click was broken by a page that broke a built-in, and told the page of it', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, when({ element: 'clicked' }))
    await armed(app)
    await breakIn(app, 'Array.prototype', 'includes')
    await app.page.evaluate("document.querySelector('#new').click(); mend()")
    await armed(app)
    await app.page.evaluate("document.querySelector('#new').click()")
    await app.card.waitFor()
    expect(app.complaints).toEqual([])
  })

  test('that waits for idleness ended for good on a page that broke a built-in', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, when({ idle: '1s' }))
    await app.hasRecorded('$guide_armed')
    await breakIn(app, 'Math', 'max')
    // Set later than the trigger's own timer, and longer: that one has looked by then.
    await app.page.evaluate(async () => {
      const looked = new Promise((done) => setTimeout(done, 1000))
      document.body.dispatchEvent(new Event('keydown', { bubbles: true }))
      await looked
    })
    await app.page.evaluate('mend()')
    await app.card.waitFor()
    expect(app.complaints).toEqual([])
  })

  test('waits for its delay, which goes on over pages that fit and dies on one that does not', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.page.clock.install()
    await app.show(guide, { trigger: { url: '/products/**', after: { delay: '10s' } } })
    await app.page.evaluate(() => window.wm.navigate('/products/1'))
    await app.hasRecorded('$guide_armed')
    await app.page.clock.runFor(6000)
    await app.page.evaluate(() => window.wm.navigate('/products/2'))
    await app.page.clock.runFor(3000)
    expect(await app.card.count()).toBe(0)
    await app.page.clock.runFor(2000)
    await app.card.waitFor()
  })

  test('dies with the page: what was armed elsewhere does not show here', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, { trigger: { url: '/products', after: { event: 'Opened' } } })
    await armed(app)
    await app.page.evaluate(() => {
      window.wm.navigate('/people')
      window.wm.track('Opened')
    })
    await app.page.evaluate(() => window.wm.navigate('/products'))
    await armed(app)
    expect(await app.page.evaluate(() => window.wm.engine.list())).toMatchObject([
      { state: 'armed' },
    ])
  })

  test('dies with the person: what was armed for one does not show to the next', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.page.clock.install()
    await app.show(guide, when({ delay: '5s' }))
    await app.hasRecorded('$guide_armed')
    await app.page.evaluate(() => {
      window.wm.setDecisions([])
      window.wm.setPerson('ben')
    })
    await app.page.clock.runFor(10_000)
    expect(await app.card.count()).toBe(0)
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
  })

  test('waits until the person has rested', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.page.clock.install()
    await app.show(guide, when({ idle: '30s' }))
    await app.hasRecorded('$guide_armed')
    await app.page.clock.runFor(20_000)
    await app.page.keyboard.press('Shift')
    await app.page.clock.runFor(20_000)
    expect(await app.card.count()).toBe(0)
    await app.page.clock.runFor(15_000)
    await app.card.waitFor()
  })

  test('waits until the pointer leaves by the top', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide, when({ exit: true }))
    await armed(app)
    await app.page.mouse.move(300, 300)
    await armed(app)
    await app.page.evaluate(() =>
      document.documentElement.dispatchEvent(
        new MouseEvent('mouseout', { bubbles: true, clientY: -3 }),
      ),
    )
    await app.card.waitFor()
  })

  test('is passed over when the page asks for the guide itself', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(tooltipOn({ role: 'button', name: 'Deep down' }), when({ event: 'Never' }))
    await armed(app)
    expect(await app.page.evaluate(() => window.wm.engine.show('nothing'))).toBe(false)
    expect(await app.page.evaluate(() => window.wm.engine.show('welcome'))).toBe(true)
    await app.card.waitFor()
    expect(await app.isBeside('#deep')).toBe(true)
  })

  test('a guide that the page asks for takes the place of the one that shows', async () => {
    await using app = await openGuidePage(browser, { body, css })
    const step = (heading: string) => ({ step: { content: [{ heading }] } })
    const other = tooltipOn({ role: 'button', name: 'Other' }, { guide: 'other', ...step('Other') })
    await app.showAll(
      [tooltipOn({ role: 'button', name: 'New product' }, step('New')), { priority: 5 }],
      [other, when({ event: 'Never' })],
    )
    await app.card.getByText('New').waitFor()
    await app.page.evaluate(() => window.wm.engine.show('other'))
    await app.card.getByText('Other').waitFor()
    expect(await app.card.count()).toBe(1)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
  })
})

describe('what a guide costs', () => {
  const rows = Array.from(
    { length: 3000 },
    (_, at) => `<li><a href="/p/${at}">Product ${at}</a></li>`,
  )
  const large = `<h1>All</h1><button id="new" class="b">New product</button><ul>${rows.join('')}</ul>`

  test('nothing while nothing happens: no timer, no frame', async () => {
    await using app = await openGuidePage(browser, { body, css })
    await app.show(guide)
    await app.hasRecorded('$guide_seen')
    const calls = await app.page.evaluate(async () => {
      let calls = 0
      for (const name of [
        'setTimeout',
        'setInterval',
        'requestAnimationFrame',
        'requestIdleCallback',
      ] as const) {
        const original = window[name] as (...args: unknown[]) => number
        Object.assign(window, {
          [name]: (...args: unknown[]) => {
            calls++
            return original.apply(window, args)
          },
        })
      }
      const { port1, port2 } = new MessageChannel()
      const until = performance.now() + 1500
      return new Promise<number>((done) => {
        port1.onmessage = () => (performance.now() > until ? done(calls) : port2.postMessage(0))
        port2.postMessage(0)
      })
    })
    expect(calls).toBe(0)
  })

  test('is painted soon after it is asked for, also in a page of 6,000 elements', async () => {
    const paintMs = async (): Promise<number> => {
      await using app = await openGuidePage(browser, { body: large })
      await app.show(guide, when({ event: 'Never' }))
      await armed(app)
      const ms = await app.page.evaluate(async () => {
        const start = performance.now()
        window.wm.engine.show('welcome')
        while (!window.wm.records.some(({ event }) => event === '$guide_rendered')) {
          await new Promise((next) => requestAnimationFrame(next))
        }
        return performance.now() - start
      })
      return ms
    }
    expect(await atBest(paintMs, 500)).toBeLessThan(500)
  })

  test('looks for a target among thousands that are alike in slices, and refuses', async () => {
    const edits = rows.map((row) => row.replace('</li>', ' <button>Edit</button></li>'))
    const longestMs = async (): Promise<number> => {
      await using app = await openGuidePage(browser, { body: edits.join(''), cpuSlowdown: 4 })
      await app.page.evaluate(() => {
        Object.assign(window, { long: [] })
        new PerformanceObserver((list) => {
          const { long } = window as unknown as { long: number[] }
          for (const { duration } of list.getEntries()) long.push(duration)
        }).observe({ type: 'longtask' })
      })
      await app.show(tooltipOn({ role: 'button', name: 'Edit' }))
      await app.hasRecorded('$guide_missed')
      const missed = (await app.events()).find(({ event }) => event === '$guide_missed')
      expect(missed?.properties.reason).toBe('refused')
      const long = await app.page.evaluate(() => (window as unknown as { long: number[] }).long)
      if (process.env.WAYMARK_TIMES) process.stdout.write(`long tasks at 4x: ${long.join()}\n`)
      return Math.max(0, ...long)
    }
    expect(await atBest(longestMs, 1000)).toBeLessThan(1000)
  })
})
