import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

/** What any script of the host page can do: it says hello, as the tools do, and has the port. */
const takePort = (host: Page): Promise<void> =>
  host.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const heard: unknown[] = []
        addEventListener('message', ({ data, ports: [port] }) => {
          if (data?.say !== 'ticket' || !port) return
          port.onmessage = (event) => heard.push(event.data)
          Object.assign(window, { heard, port })
          resolve()
        })
        opener.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')
      }),
  )
const say = (host: Page, ...said: readonly unknown[]): Promise<void> =>
  host.evaluate((all) => {
    for (const each of all) Reflect.get(window, 'port').postMessage(each)
  }, said)
const heard = (host: Page): Promise<string> =>
  host.evaluate(() => JSON.stringify(Reflect.get(window, 'heard')))
const guideOf = (text: string) => ({
  ...{ kind: 'guide', id: 'x', type: 'modal', name: 'Of the page' },
  steps: [{ content: [{ text }] }],
})

test('one wrong message from the page broke the dashboard, and a script of the page read any trait of whom previews are for', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  await page.route('**/api/authoring/ticket', (route) =>
    route.fulfill({ json: { ticket: 't', expires: 0 } }),
  )
  await page.route('**/api/drafts/guide/*', (route) =>
    route.fulfill({ json: { version: 1, problems: [] } }),
  )
  await app.go('/definitions')
  await page.getByRole('button', { name: 'New guide' }).click()
  await page.getByLabel('What is the guide called?').fill('Say hello')
  await page.getByLabel('On which page of your app?').fill(`${server.url}/sign-in`)
  const opening = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Open the page' }).click()
  const host = await opening
  await host.waitForLoadState()
  await takePort(host)
  await say(host, null, 5, { say: 'ready', url: 5 }, { say: 'changed', guide: { steps: [null] } })
  await say(host, { say: 'ready', url: host.url() })

  await page.getByRole('button', { name: 'Preview as…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Preview as' })
  await dialog.getByText('the guide names nothing of a person yet').waitFor()
  await dialog.getByRole('list', { name: 'People' }).getByRole('button').first().click()
  await page.getByText('Previews are for').waitFor()
  const changed = { say: 'changed', guide: guideOf('{{account.id}} {{person.id}}'), step: 0 }
  await say(host, changed)
  const question = page.getByText('The guide now names account.id and person.id.')
  await question.waitFor()
  await expect.poll(() => heard(host)).toContain('"person":{')
  expect(await heard(host)).toContain('"values":{}')
  expect(await heard(host)).not.toContain('"values":{"')
  await page.getByRole('button', { name: 'Show it' }).click()
  await question.waitFor({ state: 'detached' })
  await expect.poll(() => heard(host)).toMatch(/"values":\{"account.id":"[^"]+","person.id":/)
  await host.close()
  expect(app.faults).toEqual([])
}, 60_000)
