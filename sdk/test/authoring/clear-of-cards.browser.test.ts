import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import { body, css, snapshot } from '../guide/app-page.ts'
import { openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const banner = (position: 'top' | 'bottom'): GuideDraft => ({
  kind: 'guide',
  id: 'welcome',
  name: 'Welcome',
  type: 'banner',
  steps: [{ position, content: [{ heading: 'Sale' }, { text: 'All week.' }] }],
})

test.each([
  ['top', 1280, 800],
  ['bottom', 1280, 800],
  ['top', 390, 780],
  ['bottom', 390, 780],
] as const)(
  'a banner at the %s lay on the panel, which could then not be moved or closed: %d x %d',
  async (position, width, height) => {
    const guide = banner(position)
    await using a = await openAuthoring(browser, { body, css, guide, width, height })
    await a.card.getByText('All week.').waitFor()
    const isClear = async (): Promise<boolean> => {
      const [panel, card] = await Promise.all([a.panel.boundingBox(), a.card.boundingBox()])
      if (!panel || !card) return false
      return panel.y >= card.y + card.height || panel.y + panel.height <= card.y
    }
    await expect.poll(isClear).toBe(true)
    await snapshot(a, `authoring-banner-${position}-${width}`)
    await a.panel.getByRole('button', { name: 'Preview' }).click()
    await a.page.getByRole('button', { name: 'Back to writing' }).click()
    await expect.poll(isClear).toBe(true)
    await a.panel.getByRole('button', { name: 'Leave authoring' }).click()
    await a.panel.waitFor({ state: 'detached' })
  },
)

test.each(['bottom', 'top'] as const)(
  'the bar of marks lay on the element that the tooltip points at: %s of it',
  async (placement) => {
    const guide: GuideDraft = {
      ...{ kind: 'guide', id: 'welcome', name: 'Welcome', type: 'tooltip' },
      target: { role: 'button', name: 'Look' },
      steps: [{ placement, content: [{ text: 'Have a look.' }] }],
    }
    const middle = '<button id="look">Look</button>'
    const sheet = `${css} #look { position: fixed; left: 200px; top: 400px }`
    await using a = await openAuthoring(browser, { body: body + middle, css: sheet, guide })
    await a.card.getByRole('textbox', { name: 'Text' }).click()
    const toolbar = a.page.getByRole('toolbar', { name: 'Marks' })
    await toolbar.waitFor()
    const [bar, target, card] = await Promise.all([
      toolbar.boundingBox(),
      a.page.locator('#look').boundingBox(),
      a.card.boundingBox(),
    ])
    if (!bar || !target || !card) throw new Error('not drawn')
    expect(card.y > target.y).toBe(placement === 'bottom')
    expect(bar.y > card.y).toBe(placement === 'bottom')
    expect(bar.y >= target.y + target.height || bar.y + bar.height <= target.y).toBe(true)
  },
)
