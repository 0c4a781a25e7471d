import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import { openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const draft: GuideDraft = {
  kind: 'guide',
  id: 'welcome',
  name: 'Welcome',
  type: 'slideout',
  steps: [{ content: [{ heading: 'Hello' }] }],
}

test('an author wrote on an empty page, and was not told that the file that draws the guide was blocked', async () => {
  await using a = await openAuthoring(browser, {
    body: '<button>New</button>',
    script: "window.wmLacks = 'slideout'",
    guide: draft,
  })
  const says =
    'Welcome is not drawn: slideout-1.js cannot be loaded: it is blocked, by this page’s policy, an extension or the network.'
  const alert = a.page.locator('waymark-guide').getByRole('alert')
  await expect.poll(() => alert.textContent()).toBe(says)
  expect(await a.card.count()).toBe(0)
  await a.panel.getByRole('button', { name: 'Preview' }).click()
  await a.page.getByRole('region', { name: 'Preview' }).waitFor()
  await expect.poll(() => alert.textContent()).toBe(says)
  await a.page.evaluate('void delete window.wmLacks')
  await a.page.getByRole('button', { name: 'Back to writing' }).click()
  await a.card.getByText('Hello').waitFor()
  await expect.poll(() => alert.textContent()).toBe('')
})
