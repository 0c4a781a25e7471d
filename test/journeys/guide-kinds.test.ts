import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { type HostApp, startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { guideDefinitions } from './guide-definitions.ts'
import { type Visit, visit } from './visit.ts'

const body = `<h1>Acme</h1><a href="/people" data-testid="people">People</a> <button data-testid="new-product">New product</button>`

const applyText = async (waymark: Waymark, folder: string, text: string) => {
  const file = join(folder, 'guides.yaml')
  await writeFile(file, text)
  return waymark.command('apply', file)
}

/** Somebody who has just shown that they want this guide. */
const wanting = async (browser: Browser, host: HostApp, kind: string): Promise<Visit> => {
  const opened = await visit(
    await browser.newContext({ reducedMotion: 'reduce' }),
    `${host.url}/products`,
  )
  await opened.call('identify', `who-wants-a-${kind}`)
  await opened.call('track', `Wants ${kind}`)
  return opened
}

const card = (page: Page) => page.locator('waymark-guide .card')
const press = (page: Page, name: string) => card(page).getByRole('button', { name }).click()
const heading = (page: Page, name: string) => card(page).getByRole('heading', { name }).waitFor()

/** How each is brought to its end. */
const plays: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  tooltip: async (page) => press(page, 'Got it'),
  modal: async (page) => press(page, 'Got it'),
  banner: async (page) => press(page, 'Got it'),
  slideout: async (page) => press(page, 'Got it'),
  hotspot: async (page) => {
    await page.locator('waymark-guide .spot-button').click()
    await press(page, 'Got it')
  },
  tour: async (page) => {
    await heading(page, 'A tour')
    await press(page, 'Next')
    await heading(page, 'This way')
    await page.getByTestId('people').click()
    await page.waitForURL('**/people')
    await heading(page, 'Here they are')
    await press(page, 'Next')
    await page.getByRole('radio', { name: '2 / 7' }).check()
    await press(page, 'Done')
    await page.getByRole('dialog', { name: 'We are sorry' }).waitFor()
    await press(page, 'Got it')
  },
  checklist: async (page) => {
    await heading(page, 'Get started')
    await page.evaluate("waymark.track('Report Exported')")
    await card(page).locator('li.done').waitFor()
    await press(page, 'Done')
  },
  paywall: async (page) => press(page, 'Got it'),
  launcher: async (page) => {
    await page.getByRole('button', { name: 'Need a hand?' }).click()
    await heading(page, 'Ask us')
    await card(page).getByRole('searchbox').fill('nobody knows')
    await card(page).getByText('Nothing found.').waitFor()
    await page.keyboard.press('Escape')
    await page.evaluate('waymark.reset()')
  },
  survey: async (page) => {
    await page.getByRole('radio', { name: '3 / 10' }).check()
    await press(page, 'Next')
    await heading(page, 'Thank you')
    await press(page, 'Done')
    await page.getByRole('dialog', { name: 'We are sorry' }).waitFor()
    await press(page, 'Got it')
  },
}

test('a guide of every kind goes from a file to the screen, and what people do with it comes back', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body })
  await using browser = await startBrowser()
  const applied = await applyText(waymark, data.path, guideDefinitions)
  expect(applied).toMatchObject({ status: 0 })

  for (const [kind, play] of Object.entries(plays)) {
    const opened = await wanting(browser, host, kind)
    await play(opened.page)
    await opened.page.locator('waymark-guide').waitFor({ state: 'detached' })
    expect([kind, ...opened.problems]).toEqual([kind])
    await opened.page.context().close()
  }

  const refused = await applyText(
    waymark,
    data.path,
    'kind: guide\nid: help\ntype: popup\nsteps: [{ content: [{ heading: Help }] }]\n',
  )
  expect(refused.status).not.toBe(0)
  expect(refused.out + refused.err).toMatch(/type: one of tooltip, modal, .*paywall/)
})
