import type { Target } from '@waymark/schemas/wire/content'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = `<form aria-label="Profile"><label>Name <input></label> <button type="button">Save</button></form>
<button id="open" type="button">Invite</button>
<div id="invite" role="dialog" aria-modal="true" aria-label="Invite" hidden>
<button id="save" type="button">Save</button></div>`
const css = '#invite:not([hidden]) { position: fixed; inset: 0; padding: 200px; background: #fff }'

/** As it is recorded in the dialog. */
const saveInDialog: Target = {
  ...{ role: 'button', name: 'Save', within: [{ role: 'dialog', name: 'Invite' }] },
  ...{ tag: 'button', nth: 0 },
}

test('a tooltip on the Save of a dialog stood on the Save of the form while the dialog was closed', async () => {
  await using app = await openGuidePage(browser, { body, css })
  await app.show(tooltipOn(saveInDialog))
  await app.hasRecorded('$guide_missed')
  expect(await app.card.count()).toBe(0)
  await app.page.evaluate(() => document.querySelector('#invite')?.removeAttribute('hidden'))
  await app.card.waitFor()
  expect(await app.isBeside('#save')).toBe(true)
  await app.page.evaluate(() => document.querySelector('#invite')?.setAttribute('hidden', ''))
  await app.card.waitFor({ state: 'hidden' })
  expect(app.complaints).toEqual([])
})

test('a tooltip on the Save of the page stood on the Save of the dialog that covered it', async () => {
  const bare = body.replace(/<\/?form[^>]*>/g, '')
  await using app = await openGuidePage(browser, {
    ...{ body: bare, css },
    script: `document.querySelector('#invite').hidden = false`,
  })
  await app.show(tooltipOn({ role: 'button', name: 'Save', tag: 'button', nth: 0 }))
  await app.hasRecorded('$guide_missed')
  expect(await app.card.count()).toBe(0)
})
