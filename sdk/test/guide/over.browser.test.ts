import type { GuideContent } from '@waymark/schemas/wire/content'
import type { OverDecisions } from '@waymark/schemas/wire/messages'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GuidePage, guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<button id="new">New product</button>'
const open = () => openGuidePage(browser, { body, reducedMotion: true })
const end = (app: GuidePage, why: OverDecisions[string], guide = 'welcome') =>
  app.page.evaluate(([id, reason]) => window.wm.endDecisions({ [`d-${id}`]: reason }), [
    guide,
    why,
  ] as const)
const listed = (app: GuidePage) => app.page.evaluate(() => window.wm.engine.list())
const isGone = (app: GuidePage) => app.page.locator('waymark-guide').waitFor({ state: 'detached' })

const tour = guideOf(
  'tour',
  {},
  { steps: ['One', 'Two'].map((heading) => ({ content: [{ heading }] })) },
)
const survey = guideOf('survey', {
  content: [{ question: { id: 'nps', ask: 'Would you recommend us?', type: 'nps' } }],
})
const checklist: GuideContent = guideOf(
  'checklist',
  { content: [{ heading: 'Get started' }] },
  { tasks: [{ milestone: 'product', label: 'Create a product' }] },
)
const reach = (app: GuidePage) => app.page.evaluate(() => window.wm.setReached(['product']))

describe('what is over', () => {
  test.each([
    ['tooltip', 'goal', tooltipOn({ role: 'button', name: 'New product' })],
    ['modal', 'goal', guideOf('modal')],
    ['checklist', 'goal', checklist],
    ['tooltip', 'unpublished', tooltipOn({ role: 'button', name: 'New product' })],
    ['tour', 'unpublished', tour],
    ['survey', 'unpublished', survey],
    ['checklist', 'unpublished', checklist],
  ] as const)(
    'goes from the screen, nothing is said of it but that others need not wait for it, and it is gone on the next page: %s, %s',
    async (_, why, guide) => {
      await using app = await open()
      await app.show(guide)
      await app.box.waitFor()
      await app.hasRecorded('$guide_rendered')
      await end(app, why)
      await isGone(app)
      expect(await listed(app)).toEqual([])
      const left = ['modal', 'tour', 'survey'].includes(guide.type) ? ['$guide_left'] : []
      expect(await app.recorded()).toEqual(['$guide_armed', '$guide_rendered', ...left])
      expect(await app.page.evaluate(() => sessionStorage.getItem('wm'))).toBe(null)
      expect(app.complaints).toEqual([])
    },
  )

  test.each([
    ['tour', tour],
    ['survey', survey],
  ] as const)('is left to whoever is at it when its goal is met: %s', async (_, guide) => {
    await using app = await open()
    await app.show(guide)
    await app.box.waitFor()
    await app.hasRecorded('$guide_rendered')
    await end(app, 'goal')
    expect(await listed(app)).toMatchObject([{ state: 'shown' }])
    expect(await app.box.isVisible()).toBe(true)
  })

  test('a checklist whose tasks are all done says so first, and is not there on the next page', async () => {
    await using app = await open()
    await app.show(checklist)
    await app.card.getByRole('button', { name: 'Close' }).click()
    await app.page.locator('waymark-guide .pill').waitFor()
    await reach(app)
    await end(app, 'goal')
    await app.card.getByRole('button', { name: 'Done' }).waitFor()
    expect(await listed(app)).toMatchObject([{ state: 'shown' }])
  })

  test('a tour between two pages goes on to its end when its goal is met, and not when it is unpublished', async () => {
    for (const why of ['goal', 'unpublished'] as const) {
      await using app = await open()
      const [one, two] = tour.steps
      const steps = [
        { ...one, content: one?.content ?? [] },
        { content: two?.content ?? [], trigger: { url: '/people' } },
      ]
      await app.show({ ...tour, steps })
      await app.box.getByRole('button', { name: 'Next' }).click()
      await isGone(app)
      await end(app, why)
      expect(await listed(app)).toHaveLength(why === 'goal' ? 1 : 0)
      await app.page.evaluate(() => window.wm.navigate('/people'))
      if (why === 'goal') await app.box.getByText('Two').waitFor()
      else expect(await app.box.count()).toBe(0)
    }
  })
})
