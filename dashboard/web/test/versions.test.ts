import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('versions are told with what each changed; a rollback says first what it would change, and is undone by another', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page, server } = app
  const guide = page.locator('#guide-install-the-code')
  await guide.locator('summary').focus()
  await page.keyboard.press('Enter')
  await guide.getByRole('button', { name: 'Versions' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Versions of Install the code' })
  const [newest, fourth, , second, first] = await Promise.all(
    [0, 1, 2, 3, 4].map(async (n) => {
      const item = dialog.getByRole('listitem').nth(n)
      await item.waitFor()
      return (await item.textContent()) ?? ''
    }),
  )
  expect(newest).toMatch(/^Version 5Newest.*Changed by Mara Okafor, 2 h ago/)
  expect(newest).not.toContain('Roll back to this')
  expect(newest).toContain('name changed' + 'was "Install"' + 'is "Install the code"')
  expect(fourth).toContain('Rolled back to version 2 by CI')
  expect(fourth).toContain('theme removed')
  expect(second).toContain('2 more changes')
  expect(first).toContain('Written by Mara Okafor')
  expect(page.url()).toContain('versions=guide%2Finstall-the-code')

  const back = dialog.getByRole('button', { name: 'Roll back to this' }).nth(1)
  await back.focus()
  await page.keyboard.press('Enter')
  const ask = page.getByRole('dialog', { name: 'Roll Install the code back to version 3?' })
  await ask.getByText('Against version 5 this changes:').waitFor()
  expect(await ask.textContent()).toContain('is "Install"becomes "Install the code"')
  await page.keyboard.press('Escape')
  await ask.waitFor({ state: 'detached' })
  expect(server.posted).toEqual([])
  await back.click()
  await ask.getByRole('button', { name: 'Roll back to version 3' }).click()
  await ask.waitFor({ state: 'detached' })
  await dialog.getByText('Version 6 is as version 3 was').waitFor()
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await dialog.getByText('Undone: Install the code is as version 5 was').waitFor()
  expect(server.posted.map(({ path, body }) => [path, body])).toEqual([
    [
      '/api/definitions/guide/install-the-code/rollback',
      { env: 'production', to: 3, baseVersion: 5 },
    ],
    [
      '/api/definitions/guide/install-the-code/rollback',
      { env: 'production', to: 5, baseVersion: 6 },
    ],
  ])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(page.url()).not.toContain('versions=')
  expect(app.faults).toEqual([])
})

test('what was refused is said where it was asked for, and nothing else is', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const message =
    'Version 3 of guide/install-the-code would not be valid any more: target: there is no feature "reports". Nothing was written.'
  await page.route('**/rollback', (route) =>
    route.fulfill({ status: 422, json: { error: { code: 'definition_invalid', message } } }),
  )
  await app.go('/definitions?versions=guide/install-the-code')
  await page.getByRole('button', { name: 'Roll back to this' }).nth(1).click()
  const ask = page.getByRole('dialog', { name: 'Roll Install the code back to version 3?' })
  await ask.getByRole('button', { name: 'Roll back to version 3' }).click()
  await ask.getByRole('status').getByText(message).waitFor()
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  expect(app.faults).toEqual([])
})

test('a deleted definition is found at the end of the page, and not where another kind is asked for', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await app.go('/definitions')
  const deleted = page.getByRole('region', { name: 'Deleted' })
  await deleted.getByText('segment/trial-champions').waitFor()
  await page.getByRole('button', { name: 'Guides', exact: true }).click()
  await deleted.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Segments', exact: true }).click()
  await deleted.getByRole('button', { name: 'Versions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Versions of Champions of a trial' })
  await dialog.getByRole('button', { name: 'Roll back to this' }).first().click()
  const ask = page.getByRole('dialog', { name: 'Roll Champions of a trial back to version 4?' })
  await ask.getByText('It comes into force as it was.').waitFor()
  await ask.getByRole('region', { name: 'Version 4 as recorded' }).waitFor()
  await ask.getByText('By this 1,204 people come in and 0 go out').waitFor()
  expect(app.faults).toEqual([])
})

test('who may not write definitions sees what they were, and no way back', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await page.route('**/api/me', async (route) => {
    const me = await (await route.fetch()).json()
    await route.fulfill({ json: { ...me, user: { ...me.user, role: 'analyst' } } })
  })
  await app.go('/definitions?versions=guide/install-the-code')
  const dialog = page.getByRole('dialog', { name: 'Versions of Install the code' })
  await dialog.getByText('Version 3').first().waitFor()
  await dialog.getByText('needs the role owner, admin, author or publisher.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Roll back to this' }).count()).toBe(0)
  expect(app.faults).toEqual([])
})

test('on a phone the way out of the versions was squeezed by a long name', async () => {
  await using app = await openApp(browser, { scenario: 'hostile', width: 390, height: 844 })
  await app.go('/definitions?versions=guide/install-the-code')
  const close = app.page.getByRole('dialog').getByRole('button', { name: 'Close' })
  const { width = 0, height = 0 } = (await close.boundingBox()) ?? {}
  expect(Math.abs(width - height)).toBeLessThan(1)
})
