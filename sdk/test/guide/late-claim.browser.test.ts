import type { ClaimResponse } from '@waymark/schemas/wire/messages'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGuidePage, startBrowser, tooltipOn } from './guide-page.ts'

let browser: Awaited<ReturnType<typeof startBrowser>>
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const body = '<button>New product</button>'
const guide = tooltipOn({ role: 'button', name: 'New product' })

/** A page where a guide under a cap is claimed, and the claim is answered so; then the next one is granted. */
const play = async (first: ClaimResponse): Promise<readonly string[]> => {
  await using app = await openGuidePage(browser, { body })
  await app.page.evaluate((answer) => {
    window.wm.claimAnswer = answer
  }, first)
  await app.show(guide, { capped: true })
  await app.hasRecorded('$guide_missed')
  expect(await app.page.locator('waymark-guide').count()).toBe(0)
  await app.page.evaluate(() => {
    window.wm.claimAnswer = { granted: true, until: Date.now() + 60_000 }
  })
  await app.card.waitFor()
  await app.hasRecorded('$guide_rendered')
  // The page closes with the end of this.
  return await app.recorded()
}

test('a guide whose claim was answered too late was not shown before the next page', async () => {
  expect(await play({ granted: false, reason: 'late' })).toEqual([
    '$guide_armed',
    // What was granted after all is held for nobody.
    '$guide_released',
    '$guide_missed',
    '$guide_rendered',
  ])
})

test('what another tab has been granted and does not show is asked for again', async () => {
  expect(await play({ granted: false, reason: 'elsewhere' })).toEqual([
    '$guide_armed',
    '$guide_missed',
    '$guide_rendered',
  ])
})
