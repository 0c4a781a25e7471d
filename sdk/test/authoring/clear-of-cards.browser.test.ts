import type { GuideDraft } from '@waymark/schemas'
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
