import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Up } from '../support/waymark.ts'
import { visit } from './visit.ts'

const banner = (id: string): string => `
kind: guide
id: ${id}
type: banner
steps: [{ content: [{ heading: This is ${id} }, { button: { label: Got it, action: { complete: true } } }] }]
---`

const definitions = `${['welcome', 'once', 'for-admins', 'for-nobody'].map(banner).join('')}
{ kind: engagement, id: greet, audience: { did: { event: Came Back } }, send: [{ guide: welcome }], caps: none }
---
{ kind: engagement, id: tell-once, audience: { did: { event: Signed Up } }, send: [{ guide: once }] }
---
{ kind: engagement, id: tell-admins, audience: { did: { event: Became Admin } }, send: [{ guide: for-admins }] }
`

const signIn = async (waymark: Up, page: Page): Promise<void> => {
  const { out } = await waymark.command('link', '--json')
  await page.goto((JSON.parse(out) as { readonly link: string }).link)
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
}

const panelOf = (page: Page) => page.getByRole('region', { name: 'Waymark debug panel' })
/** One that is shown without a limit is decided again at once: what is on the screen stands first. */
const guideIn = (page: Page, guide: string) =>
  panelOf(page).locator(`[data-guide=${guide}]`).first()

const headed = (page: Page, text: string) => page.locator('waymark-guide h2', { hasText: text })

/** The tools' own words, said by any script of the page that the window shows now. */
const sayHello = `opener.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')`

test('why a guide is shown or not stands in one panel, the half of the server beside that of the page', {
  timeout: 180_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  const file = join(data.path, 'guides.yaml')
  await writeFile(file, definitions)
  expect(await waymark.command('apply', file)).toMatchObject({ status: 0 })

  // Ada has seen one of them, as often as she may.
  const before = await visit(
    await browser.newContext({ reducedMotion: 'reduce' }),
    `${host.url}/people`,
  )
  await before.call('identify', 'ada', { name: 'Ada Lovelace' })
  await before.call('track', 'Signed Up')
  await headed(before.page, 'This is once').waitFor()
  await before.page.getByRole('button', { name: 'Got it' }).click()
  await headed(before.page, 'This is once').waitFor({ state: 'detached' })
  await before.call('track', 'Came Back')
  await headed(before.page, 'This is welcome').waitFor()

  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const dashboard = await context.newPage()
  const asked: string[] = []
  dashboard.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await signIn(waymark, dashboard)
  await dashboard.getByRole('link', { name: 'Guides and definitions' }).click()
  await dashboard.getByRole('button', { name: 'Debug in your app' }).click()
  await dashboard.getByLabel('Which page of your app?').fill(`${host.url}/products`)
  const opening = context.waitForEvent('page')
  await dashboard.getByRole('button', { name: 'Open the page' }).click()
  const page = await opening
  await panelOf(page).waitFor()
  await page.evaluate("waymark.identify('ada')")

  // Whom the page says it is of does not decide what it is told.
  const question = dashboard.getByText('The page says that it is Ada Lovelace')
  await question.waitFor()
  await panelOf(page).getByText('Your dashboard asks whether').waitFor()
  expect(asked).not.toContain('/api/explain')
  await dashboard.getByRole('button', { name: 'Tell it', exact: true }).click()

  const said = (guide: string) => guideIn(page, guide).innerText()
  await expect.poll(() => said('welcome'), { timeout: 30_000 }).toContain('greet: shows it')
  expect(await said('welcome')).toContain('welcome: shown')
  expect(await said('welcome')).toContain('page: wants any page; this is /products')
  expect(await said('for-admins')).toContain('for-admins: not shown')
  expect(await said('for-admins')).toMatch(/audience: does not hold: .*Became Admin/)
  await expect.poll(() => said('once')).toMatch(/caps: expected .+, found shown once/)
  expect(await said('once')).toContain('tell-once: does not show it')
  expect(await said('for-nobody')).toContain('no engagement shows it to anybody')
  // Nothing lets anybody in, and nobody else is named.
  const stored = 'JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])'
  expect(await page.evaluate(stored)).not.toMatch(/ticket|s1\.|Lovelace/)

  // After a reload it is the same page of the same person.
  await page.reload()
  await expect.poll(() => said('for-admins')).toContain('audience: does not hold')
  // She becomes an admin meanwhile, and the panel says so.
  await before.call('track', 'Became Admin')
  await expect.poll(() => said('for-admins'), { timeout: 30_000 }).not.toContain('does not hold')

  // The window at another origin, and another window: neither is answered.
  const elsewhere = waymark.ingest.replace('localhost', '127.0.0.1')
  await page.evaluate((url) => location.assign(url), `${elsewhere}/sdk/integrity.json`)
  await page.waitForURL((url) => url.hostname === '127.0.0.1')
  const tickets = () => asked.filter((path) => path === '/api/inspect/ticket').length
  const soFar = tickets()
  await dashboard.evaluate("window.heard = 0; addEventListener('message', () => heard++)")
  await page.evaluate(sayHello)
  await dashboard.evaluate(sayHello.replace('opener', 'window'))
  await dashboard.waitForFunction('heard === 2')
  expect(tickets()).toBe(soFar)

  await page.evaluate((url) => location.assign(url), `${host.url}/products`)
  await expect.poll(() => said('for-nobody')).toContain('no engagement shows it')
  await panelOf(page).getByRole('button', { name: 'Close' }).click()
  await dashboard.getByRole('region', { name: 'Being debugged now' }).waitFor({ state: 'detached' })
})
