import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../../test/support/browser.ts'
import { body, css } from '../guide/app-page.ts'
import { openAuthoring } from './open-authoring.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const guide: GuideDraft = {
  kind: 'guide',
  id: 'welcome',
  name: 'Welcome',
  type: 'tooltip',
  target: { role: 'button', name: 'New product' },
  steps: [{ content: [{ heading: 'Create your first product' }] }],
}

/** As React does: each element knows its fiber, which knows the element. */
const fibers = `
const tie = (element) => { element.__reactFiber$x = { stateNode: element } }
document.querySelectorAll('*').forEach(tie)
new MutationObserver((all) => all.forEach(({ addedNodes }) => addedNodes.forEach(tie))).observe(document.body, { childList: true, subtree: true })
`

test('on a page of React how sure the match is was never shown, and then that it is not on this page', async () => {
  await using a = await openAuthoring(browser, { body, css, guide, script: fibers })
  await a.panel.getByText('Found on this page').waitFor()
  await a.page.evaluate('document.querySelector("#new").remove()')
  await a.panel.getByText('Not on this page').waitFor()
  await a.page.evaluate(
    `document.querySelector('.bar').append(Object.assign(document.createElement('button'), { id: 'new', textContent: 'New product' }))`,
  )
  await a.panel.getByText('Found on this page').waitFor()
  expect(await a.panel.getByRole('alert').textContent()).toBe('')
  expect(await a.page.evaluate('wmErrors')).toEqual([])
})

test('what went wrong in the authoring code was not said to the author', async () => {
  const script = `Object.defineProperty(document.querySelector('#new'), 'id', { get: () => { throw new Error('no id for you') } })`
  await using a = await openAuthoring(browser, { body, css, guide, script })
  await a.panel.getByRole('alert').getByText('no id for you').waitFor()
  await a.panel.getByLabel('Name').fill('Written on')
  await expect.poll(async () => (await a.draft()).name).toBe('Written on')
})

test('a long candidate made the panel scroll sideways, and beside what is missing stood how sure it is', async () => {
  const longId = 'react-aria149682853-'.repeat(6)
  const twin = `<button id="${longId}">New product</button>`
  await using a = await openAuthoring(browser, { body: body + twin, css, guide })
  await a.panel.getByText('What else it could be:').waitFor()
  await a.panel.getByText(longId).waitFor()
  const isWide = await a.panel
    .locator('.panel-body')
    .evaluate((panel) => panel.scrollWidth > panel.clientWidth)
  expect(isWide).toBe(false)
  await a.page.evaluate(
    `document.querySelectorAll('#new, main ~ button').forEach((each) => each.remove())`,
  )
  const verdict = a.panel.locator('.confidence')
  await expect.poll(() => verdict.textContent()).toBe('Not on this page')
  expect(await verdict.getByRole('meter').count()).toBe(0)
})
