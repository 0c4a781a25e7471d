import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guideOf, openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

test.each([
  [
    'native',
    '<dialog><button>Invite</button></dialog>',
    "document.querySelector('dialog').showModal()",
  ],
  [
    'by a library',
    '<div role="dialog" aria-modal="true" hidden><button>Invite</button></div>',
    "document.querySelector('[role=dialog]').hidden = false",
  ],
])(
  'a slideout that a dialog of the page hides does not keep the tooltip in the dialog waiting: %s',
  async (_, dialog, opens) => {
    await using app = await openGuidePage(browser, {
      body: `<button>New</button>${dialog}`,
      css: '[aria-modal] { position: fixed; inset: 100px }',
    })
    await app.showAll(
      [guideOf('slideout', {}, { guide: 'news' }), { priority: 9 }],
      [tooltipOn({ role: 'button', name: 'Invite' }), {}],
    )
    await app.hasRecorded('$guide_rendered')
    await app.page.evaluate(opens)
    await app.page.waitForFunction(
      () => window.wm.records.filter(({ event }) => event === '$guide_rendered').length === 2,
    )
    const missed = (await app.events()).filter(
      ({ event, properties }) => event === '$guide_missed' && properties.guide === 'news',
    )
    expect(missed).toEqual([])
    expect(app.complaints).toEqual([])
  },
)
