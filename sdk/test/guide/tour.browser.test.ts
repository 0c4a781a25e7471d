import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, openGuidePage, startBrowser } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = `<nav><a id="people" href="/people">People</a></nav><h1>Products</h1>
<button id="new">New product</button> <button id="import">Import</button><div class="long"></div><button id="deep">Deep down</button>`
const css = '.long { height: 2000px }'

const step = (heading: string, more: Partial<GuideStep> = {}): GuideStep => ({
  content: [{ heading }],
  ...more,
})
const tourOf = (...steps: readonly GuideStep[]): GuideContent => ({
  ...{ v: 1, guide: 'tour', version: 1, type: 'tour' },
  steps,
})
const at = (id: string) => ({ target: { id } })
const open = (path = '/products') =>
  openGuidePage(browser, { body, css, path, reducedMotion: true })
const button = (app: GuidePage, name: string) => app.box.getByRole('button', { name })
const heading = (app: GuidePage, name: string) => app.box.getByRole('heading', { name })
const count = async (app: GuidePage, event: string): Promise<number> =>
  (await app.recorded()).filter((each) => each === event).length

describe('a tour', () => {
  test('called its bar of steps by numbers alone', async () => {
    await using app = await open()
    const content: GuideStep['content'] = [{ heading: 'Start here' }, { progress: 'steps' }]
    await app.show(tourOf({ ...at('new'), content }, step('Then this', at('import'))))
    await app.box.getByRole('progressbar', { name: 'Step 1 of 2' }).waitFor()
  })

  test('by Enter from a modal step to a tooltip step, the focus fell to the body', async () => {
    await using app = await open()
    await app.show(tourOf(step('Welcome', { kind: 'modal' }), step('Start here', at('new'))))
    await button(app, 'Next').focus()
    await app.page.keyboard.press('Enter')
    await heading(app, 'Start here').waitFor()
    const focused = () =>
      app.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className)
    await expect.poll(focused).toBe('card')
  })

  test('goes through steps of every kind, forth and back, and says where one is', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        step('Welcome', { kind: 'modal' }),
        step('Start here', at('new')),
        step('Good to know', { kind: 'banner' }),
        step('Questions?', { kind: 'slideout' }),
      ),
    )
    await heading(app, 'Welcome').waitFor()
    await button(app, 'Next').click()
    await heading(app, 'Start here').waitFor()
    expect(await app.isBeside('#new')).toBe(true)
    await button(app, 'Next').click()
    await app.page.getByRole('region', { name: 'Good to know' }).waitFor()
    expect(await app.box.getByRole('img').getAttribute('aria-label')).toBe('Step 3 of 4')
    await button(app, 'Back').click()
    await heading(app, 'Start here').waitFor()
    await button(app, 'Next').click()
    await button(app, 'Next').click()
    await heading(app, 'Questions?').waitFor()
    expect(await app.box.count()).toBe(1)
    await button(app, 'Done').click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.locator('waymark-guide').count()).toBe(0)
    expect(await count(app, '$guide_rendered')).toBe(1)
    expect(app.complaints).toEqual([])
  })

  test('brings a step into view that is further down', async () => {
    await using app = await open()
    await app.show(tourOf(step('Welcome', { kind: 'modal' }), step('Down here', at('deep'))))
    await button(app, 'Next').click()
    await heading(app, 'Down here').waitFor()
    expect(await app.isBeside('#deep')).toBe(true)
  })

  const crossing = tourOf(
    step('On this page', at('new')),
    step('On that page', { trigger: { url: '/people' } }),
    step('Anywhere'),
  )

  test('goes on where the next step belongs, though its cap is used up meanwhile', async () => {
    await using app = await open()
    await app.show(crossing, { capped: true, trigger: { url: '/products' } })
    await app.hasRecorded('$guide_rendered')
    await app.page.evaluate(() => window.wm.setDecisions([]))
    await button(app, 'Next').click()
    await app.box.waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.navigate('/elsewhere'))
    expect(await app.box.count()).toBe(0)
    await app.page.evaluate(() => window.wm.navigate('/people'))
    await heading(app, 'On that page').waitFor()
    await app.page.evaluate(() => window.wm.navigate('/products'))
    await app.box.waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.navigate('/people'))
    await button(app, 'Next').click()
    await app.page.evaluate(() => window.wm.navigate('/elsewhere'))
    await heading(app, 'Anywhere').waitFor()
    await button(app, 'Done').click()
    await app.hasRecorded('$guide_completed')
    expect(await app.page.evaluate(() => window.wm.claims.length)).toBe(1)
    expect(await count(app, '$guide_rendered')).toBe(1)
  })

  test('goes on after the page is loaded anew, and on the next page, without a new decision', async () => {
    await using app = await open()
    await app.show(crossing, { capped: true, values: { name: 'Anna' } })
    await app.hasRecorded('$guide_rendered')
    await button(app, 'Next').click()
    await app.box.waitFor({ state: 'detached' })
    await app.page.goto('https://app.test/people')
    await heading(app, 'On that page').waitFor()
    await app.page.reload()
    await heading(app, 'On that page').waitFor()
    await button(app, 'Next').click()
    await heading(app, 'Anywhere').waitFor()
    expect(await count(app, '$guide_rendered')).toBe(0)
    expect(await app.page.evaluate(() => window.wm.claims)).toEqual([])
    await button(app, 'Done').click()
    await app.hasRecorded('$guide_completed')
    await app.page.reload()
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
  })

  /** What the back button does with a page that was kept: it is as it was, while the tab's storage has gone on. */
  const leaveAndComeBack = (app: GuidePage, meanwhile: 'went on' | 'ended'): Promise<void> =>
    app.page.evaluate((what) => {
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      const kept = sessionStorage.getItem('wm') ?? ''
      if (what === 'ended') sessionStorage.removeItem('wm')
      else sessionStorage.setItem('wm', kept.replace('"step":0', '"step":1'))
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    }, meanwhile)

  test('was shown again by the back button, though it had ended on the page that was left', async () => {
    await using app = await open()
    await app.show(tourOf(step('One', at('new')), step('Two', at('import'))))
    await app.hasRecorded('$guide_rendered')
    await leaveAndComeBack(app, 'ended')
    await app.box.waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.navigate('/products?again'))
    expect(await app.page.evaluate(() => window.wm.engine.list())).toMatchObject([
      { state: 'done' },
    ])
    expect(await app.page.evaluate(() => sessionStorage.getItem('wm'))).toBe(null)
    expect(await app.recorded()).not.toContain('$guide_dismissed')
  })

  test('was a step behind after the back button, as it had gone on on the page that was left', async () => {
    await using app = await open()
    await app.show(tourOf(step('One', at('new')), step('Two', at('import')), step('Three')))
    await app.hasRecorded('$guide_rendered')
    await leaveAndComeBack(app, 'went on')
    await heading(app, 'Two').waitFor()
    expect(await app.box.count()).toBe(1)
    await button(app, 'Next').click()
    await heading(app, 'Three').waitFor()
    await button(app, 'Done').click()
    await app.hasRecorded('$guide_completed')
    expect(await count(app, '$guide_rendered')).toBe(1)
  })

  test('goes back on the next page to where its branch came from', async () => {
    await using app = await open()
    const [one, two, last] = ['One', 'Two', 'Last'].map((name) => step(name, { kind: 'slideout' }))
    if (!one || !two || !last) throw new Error('three are made')
    await app.show(
      tourOf({ ...one, branch: [{ when: { url: '/**' }, goto: 'last' }] }, two, {
        id: 'last',
        ...last,
      }),
    )
    await heading(app, 'One').waitFor()
    await button(app, 'Next').click()
    await heading(app, 'Last').waitFor()
    await app.page.goto('https://app.test/people')
    await heading(app, 'Last').waitFor()
    await button(app, 'Back').click()
    await heading(app, 'One').waitFor()
  })

  test('does not go on for the next person at this computer', async () => {
    await using app = await open()
    await app.show(tourOf(step('One', at('new')), step('Two')))
    await app.hasRecorded('$guide_rendered')
    await app.page.evaluate(() => sessionStorage.setItem('person', 'ben'))
    await app.page.reload()
    expect(await app.page.evaluate(() => window.wm.engine.list())).toEqual([])
  })

  test('is forgotten when the person signs out in the middle of it', async () => {
    await using app = await open()
    await app.show(tourOf(step('One', at('new')), step('Two')))
    await app.hasRecorded('$guide_rendered')
    const left = await app.page.evaluate(() => {
      window.wm.setDecisions([])
      window.wm.setPerson('ben')
      return [document.querySelectorAll('waymark-guide').length, sessionStorage.getItem('wm')]
    })
    expect(left).toEqual([0, null])
  })

  test('a click on a link that is its target leads on to the next page’s step', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        step('Go to people', { ...at('people'), advance: { click: true } }),
        step('These are people', { ...at('import'), trigger: { url: '/people' } }),
      ),
    )
    await app.hasRecorded('$guide_rendered')
    await app.page.locator('#people').click()
    await app.page.waitForURL('**/people')
    await heading(app, 'These are people').waitFor()
    expect(await app.isBeside('#import')).toBe(true)
  })

  /** The page answers a click with work, so long that the next page is there before this one has its next turn. */
  const keepBusyAfterClicks = (app: GuidePage) =>
    app.page.evaluate(() => {
      const work = () => {
        const until = performance.now() + 2000
        while (performance.now() < until);
      }
      addEventListener('click', () => setTimeout(work), true)
    })

  test('goes on after a link took a busy page away before its next task', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        step('Go to people', { ...at('people'), advance: { click: true } }),
        step('These are people', { ...at('import'), trigger: { url: '/people' } }),
      ),
    )
    await app.hasRecorded('$guide_rendered')
    await keepBusyAfterClicks(app)
    await app.page.locator('#people').click()
    await app.page.waitForURL('**/people')
    await heading(app, 'These are people').waitFor()
  })

  test('is over after a link, its last target, took a busy page away before its next task', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        step('Welcome', at('new')),
        step('Go to people', { ...at('people'), advance: { click: true } }),
      ),
    )
    await app.hasRecorded('$guide_rendered')
    await button(app, 'Next').click()
    await heading(app, 'Go to people').waitFor()
    await keepBusyAfterClicks(app)
    await app.page.locator('#people').click()
    await app.page.waitForURL('**/people')
    await app.page.waitForFunction(() => window.wm)
    const left = await app.page.evaluate(() => [
      window.wm.engine.list(),
      sessionStorage.getItem('wm'),
    ])
    expect(left).toEqual([[], null])
  })

  test('passes over a step whose target is not there, once it has waited long enough', async () => {
    await using app = await open()
    await app.page.clock.install()
    await app.show(
      tourOf(
        step('First', at('new')),
        step('Never', { ...at('nowhere'), skip: '5s' }),
        step('Last', at('import')),
      ),
    )
    await app.hasRecorded('$guide_rendered')
    await button(app, 'Next').click()
    await app.box.waitFor({ state: 'detached' })
    await app.page.clock.runFor(4000)
    expect(await app.box.count()).toBe(0)
    await app.page.clock.runFor(2000)
    await heading(app, 'Last').waitFor()
    const missed = (await app.events()).filter(({ event }) => event === '$guide_missed')
    expect(missed.map(({ properties }) => properties.by)).toContain('skip')
  })

  test('a step waits for its own trigger', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        step('First', at('new')),
        step('Now imported', { ...at('import'), trigger: { after: { event: 'Imported' } } }),
      ),
    )
    await button(app, 'Next').click()
    await app.box.waitFor({ state: 'detached' })
    await app.page.evaluate(() => window.wm.track('Other'))
    expect(await app.box.count()).toBe(0)
    await app.page.evaluate(() => window.wm.track('Imported'))
    await heading(app, 'Now imported').waitFor()
  })

  test('branches by what was answered, by the page, and by what is there', async () => {
    await using app = await open()
    await app.show(
      tourOf(
        {
          content: [
            { heading: 'Team?' },
            { input: { id: 'size', label: 'People', type: 'number' } },
          ],
          branch: [
            { when: { answer: 'size', gte: 100 }, goto: 'large' },
            { when: { answer: 'size', lte: 1 }, goto: 'alone' },
          ],
        },
        step('A team'),
        { id: 'large', ...step('Large'), branch: [{ when: { url: '/other' }, goto: 'alone' }] },
        {
          ...step('After large'),
          branch: [
            { when: { visible: { id: 'nowhere' } }, goto: 'alone' },
            { when: { visible: { id: 'new' } }, goto: 'end' },
          ],
        },
        { id: 'alone', ...step('Alone') },
        { id: 'end', ...step('The end') },
      ),
    )
    await app.box.getByRole('spinbutton', { name: 'People' }).fill('250')
    await button(app, 'Next').click()
    await heading(app, 'Large').waitFor()
    await button(app, 'Next').click()
    await heading(app, 'After large').waitFor()
    await button(app, 'Next').click()
    await heading(app, 'The end').waitFor()
    for (const before of ['After large', 'Large', 'Team?']) {
      await button(app, 'Back').click()
      await heading(app, before).waitFor()
    }
    expect(await app.box.getByRole('spinbutton').inputValue()).toBe('250')
    const answered = (await app.events()).filter(({ event }) => event === '$guide_answered')
    expect(answered.map(({ properties }) => properties.answers)).toEqual([{ size: 250 }])
  })

  test('lets nothing else in between two of its steps on a page', async () => {
    await using app = await open()
    const other: GuideContent = { ...tourOf(step('Other', { kind: 'slideout' })), guide: 'other' }
    await app.showAll(
      [tourOf(step('First', at('new')), step('Late', at('late')), step('End')), { priority: 5 }],
      [other, { priority: 1 }],
    )
    await button(app, 'Next').click()
    await app.page.evaluate(() => {
      const late = document.createElement('button')
      late.id = 'late'
      late.append('Late')
      setTimeout(() => document.querySelector('h1')?.append(late), 200)
    })
    await heading(app, 'Late').waitFor()
    expect(await count(app, '$guide_rendered')).toBe(1)
  })
})
