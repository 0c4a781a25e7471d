import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

const subject = 'production/u/mara@northwind.example'

test('a task is claimed by a key, which can be taken back', async () => {
  await using app = await openApp(browser)
  await app.go('/tasks')
  const { page, server } = app
  await page.getByRole('article', { name: /^Call Mara/ }).waitFor()
  await page.keyboard.press('e')
  await page.getByText('“Call Mara, who would not recommend us” is yours').waitFor()
  await page.getByRole('button', { name: 'Release' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: 'Claim' }).waitFor()
  await expect
    .poll(() => server.posted.map(({ body }) => body))
    .toEqual([
      { env: 'production', subject, task: 't1', do: 'claim' },
      { env: 'production', subject, task: 't1', do: 'release', own: true },
    ])
})

test('a task is closed with what became of it, leaves the list at once, and is opened again', async () => {
  await using app = await openApp(browser)
  await app.go('/tasks')
  const { page, server } = app
  await page.getByRole('article', { name: /^Call Mara/ }).waitFor()
  await page.keyboard.press('d')
  await page.getByLabel('What helped?').fill('An hour on the phone.')
  await page.getByRole('button', { name: 'Close as helped' }).click()
  await page.getByRole('article', { name: 'Turn Brightline round' }).waitFor()
  await expect
    .poll(() => server.posted.at(-1)?.body)
    .toEqual({
      env: 'production',
      subject,
      task: 't1',
      do: 'done',
      outcome: 'solved',
      note: 'An hour on the phone.',
    })
  await page.getByRole('tab', { name: /Done/ }).click()
  await page.getByRole('button', { name: /^Call Mara/ }).click()
  await page.getByText('“An hour on the phone.”').waitFor()
  await page.keyboard.press('z')
  await page.getByText(/is open again/).waitFor()
  await expect.poll(() => server.posted.at(-1)?.body).toMatchObject({ task: 't1', do: 'reopen' })
})

test('nothing to do says what makes tasks; how the playbooks do stands below the list', async () => {
  await using empty = await openApp(browser, { scenario: 'new' })
  await empty.go('/tasks')
  await empty.page.getByText('Nothing to do').waitFor()
  await using app = await openApp(browser)
  await app.go('/tasks')
  const flows = app.page.getByRole('region', { name: 'How the playbooks do' })
  await flows.getByText('Decline: 12 of 16 entered (the others are held out)').waitFor()
  expect(await flows.getByRole('paragraph').count()).toBe(1)
})

test('on a phone the owner of a task was cut off beside a long name of a flow', async () => {
  await using app = await openApp(browser, { scenario: 'hostile', width: 390, height: 844 })
  await app.go('/tasks')
  const owner = app.page.locator('.lead-row').getByText('Nobody yet')
  await owner.waitFor()
  expect(await owner.evaluate((name) => name.scrollWidth - name.clientWidth)).toBe(0)
  expect(await owner.evaluate((name) => name.getBoundingClientRect().width)).toBeGreaterThan(40)
})
