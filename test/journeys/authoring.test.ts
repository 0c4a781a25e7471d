import { join } from 'node:path'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftList } from '@waymark/schemas/api/drafts'
import type { PeopleList } from '@waymark/schemas/api/people'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Up } from '../support/waymark.ts'
import { visit } from './visit.ts'

const body = `<h1>Acme</h1><a href="/people" data-testid="people">People</a> <button data-testid="new-product">New product</button>`

const signIn = async (waymark: Up, page: Page): Promise<void> => {
  const { out } = await waymark.command('link', '--json')
  await page.goto((JSON.parse(out) as { readonly link: string }).link)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
}

/** What a growth person does in the dashboard; gives the page that it opened. */
const newGuide = async (context: BrowserContext, dashboard: Page, url: string): Promise<Page> => {
  await dashboard.getByRole('link', { name: 'Guides and definitions' }).click()
  await dashboard.getByRole('button', { name: 'New guide' }).click()
  await dashboard.getByLabel('What is the guide called?').fill('Create a product')
  await dashboard.getByLabel('On which page of your app?').fill(url)
  const opening = context.waitForEvent('page')
  await dashboard.getByRole('button', { name: 'Open the page' }).click()
  return opening
}

const panel = (page: Page) => page.locator('waymark-guide .panel')
const card = (page: Page) => page.locator('waymark-guide .card')

const pick = async (page: Page, testId: string): Promise<void> => {
  await panel(page)
    .getByRole('button', { name: /^Pick an/ })
    .click()
  const box = await page.getByTestId(testId).boundingBox()
  if (!box) throw new Error(`no ${testId}`)
  await page.mouse.click(box.x + 5, box.y + box.height / 2)
  await panel(page).getByText('Found on this page').waitFor()
}

const published = async (waymark: Up): Promise<readonly string[]> =>
  (await waymark.get<DefinitionList>('/api/definitions')).definitions.map(
    ({ kind, id }) => `${kind}/${id}`,
  )
const drafts = (waymark: Up) => waymark.get<DraftList>('/api/drafts')

/** Chosen in the dashboard, drawn in the page: her words, and why she would not be shown it. */
const previewAsAda = async (waymark: Up, dashboard: Page, page: Page): Promise<void> => {
  await expect
    .poll(async () => JSON.stringify(await waymark.get<PeopleList>('/api/people')))
    .toContain('Ada Lovelace')
  await dashboard.getByRole('button', { name: 'Preview as…' }).click()
  await dashboard.getByLabel('A name, e-mail or id').fill('ada')
  await dashboard.getByRole('button', { name: /^Ada Lovelace/ }).click()
  await dashboard.getByText('Previews are for').waitFor()
  const badge = page.locator('waymark-guide .badge')
  await panel(page).getByRole('button', { name: 'Preview', exact: true }).click()
  await card(page).getByText('It begins here, Ada.').waitFor()
  await badge.getByRole('button', { name: 'Back to writing' }).click()
  await panel(page).getByRole('button', { name: 'Targeted' }).click()
  await badge.getByText('as Ada Lovelace, nothing is recorded: Nobody is shown it yet').waitFor()
  await badge.getByRole('button', { name: 'Back to writing' }).click()
}

/** A page that its own policy cuts off from the window that opened it is reached by a code, which is typed there. */
const writeByCode = async (
  context: BrowserContext,
  dashboard: Page,
  url: string,
): Promise<Page> => {
  await dashboard.getByRole('button', { name: 'Edit in your app' }).click()
  await dashboard.getByLabel('On which page of your app?').fill(url)
  await dashboard.getByRole('button', { name: 'Open the page' }).click()
  const opening = context.waitForEvent('page', (page) => page.url().includes('wm_author'))
  await dashboard.getByRole('button', { name: 'Open it with a code' }).click()
  const page = await opening
  const code = dashboard.getByLabel('Code')
  await expect.poll(() => code.textContent()).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/)
  const asked = panel(page).getByRole('textbox', { name: 'Code' })
  await asked.fill('AAAA-AAAA')
  await panel(page).getByRole('button', { name: 'Connect' }).click()
  await panel(page).getByText('This is no code for this page').waitFor()
  await asked.fill((await code.textContent()) ?? '')
  await page.keyboard.press('Enter')
  await panel(page).getByRole('heading', { name: 'Make a product' }).waitFor()
  return page
}

const otherKinds = ['modal', 'banner', 'slideout', 'feed', 'resource-centre', 'paywall']

/** What draws a kind is the file that visitors get, and comes when the first guide of the kind is written. */
const changeKind = async (page: Page, kind: string): Promise<void> => {
  const coming = page.waitForResponse((response) => response.url().includes(`/sdk/${kind}-`))
  await panel(page).getByLabel('Kind').selectOption(kind)
  expect((await coming).ok()).toBe(true)
  await card(page).getByText('It begins here').waitFor()
}

test('a guide is written on the live page, kept as a draft, published, shown to somebody, and taken back', {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: join(data.path, 'data') })
  await using host = await startHostApp({ ...waymark, body, isolated: '/isolated' })
  await using browser = await startBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const dashboard = await context.newPage()
  const problems: string[] = []
  context.on('weberror', (error) => problems.push(String(error.error())))
  context.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer) problems.push(message.text())
  })
  const tickets: string[] = []
  dashboard.on('request', (request) => {
    if (request.url().endsWith('/api/authoring/ticket')) tickets.push(request.url())
  })
  await signIn(waymark, dashboard)
  const page = await newGuide(context, dashboard, `${host.url}/products`)

  await pick(page, 'new-product')
  const text = card(page).getByRole('textbox', { name: 'Text' })
  await text.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('It begins here, {{first_name | friend}}.')
  await panel(page).getByRole('button', { name: 'Save' }).click()
  await panel(page)
    .getByText(/^Draft saved at/)
    .waitFor()
  await expect
    .poll(async () => JSON.stringify((await drafts(waymark)).drafts))
    .toContain('It begins here, {{first_name | friend}}.')
  expect(await published(waymark)).toEqual([])
  // What names a person or lets anybody in is in no address and no storage of the page.
  expect(page.url()).toBe(`${host.url}/products`)
  expect(
    await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)),
  ).not.toMatch(/ticket|s1\./)

  // Everything goes on after a reload: the dashboard's window has the draft.
  await page.reload()
  await card(page).getByText('It begins here').waitFor()

  // So it does after a sign-in at another site.
  const elsewhere = waymark.ingest.replace('localhost', '127.0.0.1')
  await page.evaluate((url) => location.assign(url), `${elsewhere}/sdk/integrity.json`)
  await page.waitForURL((url) => url.hostname === '127.0.0.1')
  // The right window at the wrong origin, and the wrong window: neither gets a ticket.
  const forge = (of: string) =>
    `${of}.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')`
  const asked = tickets.length
  await dashboard.evaluate("window.heard = 0; addEventListener('message', () => heard++)")
  await page.evaluate(forge('opener'))
  await dashboard.evaluate(forge('window'))
  await dashboard.waitForFunction('heard === 2')
  expect(tickets.length).toBe(asked)
  await page.evaluate((url) => location.assign(url), `${host.url}/products`)
  await card(page).getByText('It begins here').waitFor()

  // Somebody else saves the same draft meanwhile: the author is told, and chooses.
  const [{ version, document } = { version: 0, document: {} }] = (await drafts(waymark)).drafts
  const theirs = { env: 'production', version, document: { ...document, name: 'Of somebody else' } }
  await waymark.post('/api/drafts/guide/create-a-product', theirs)
  await panel(page).getByLabel('Name').fill('Make a product')
  await dashboard.getByText(/has changed this draft meanwhile/).waitFor()
  await dashboard.getByRole('button', { name: 'Go on with theirs' }).click()
  await panel(page).getByRole('heading', { name: 'Of somebody else' }).waitFor()
  await panel(page).getByLabel('Name').fill('Make a product')
  await panel(page)
    .getByText(/^Draft saved at/)
    .waitFor()

  // Somebody has come meanwhile: the guide is looked at as they would see it, and why they do not.
  const before = await visit(await browser.newContext(), `${host.url}/people`)
  await before.call('identify', 'ada', { name: 'Ada Lovelace', first_name: 'Ada' })
  await previewAsAda(waymark, dashboard, page)

  await dashboard.getByRole('button', { name: 'Publish…' }).click()
  await dashboard.getByRole('dialog').getByRole('button', { name: 'Publish', exact: true }).click()
  await expect
    .poll(() => published(waymark))
    .toEqual(['engagement/show-create-a-product', 'guide/create-a-product'])
  await expect.poll(async () => (await drafts(waymark)).drafts).toEqual([])
  await dashboard.getByRole('button', { name: 'Finish' }).click()
  await panel(page).waitFor({ state: 'detached' })

  const visitor = await visit(
    await browser.newContext({ reducedMotion: 'reduce' }),
    `${host.url}/products`,
  )
  await visitor.call('identify', 'ada')
  await card(visitor.page).getByText('It begins here').waitFor()
  expect(visitor.problems).toEqual([])

  await dashboard
    .getByRole('region', { name: 'Guides' })
    .getByRole('button', { name: 'Unpublish' })
    .click()
  await expect.poll(() => published(waymark)).toEqual([])
  expect((await drafts(waymark)).drafts).toMatchObject([{ id: 'create-a-product', version: 1 }])

  const cut = await writeByCode(context, dashboard, `${host.url}/isolated`)
  await panel(cut).getByLabel('Name').fill('By code')
  await expect
    .poll(async () => JSON.stringify((await drafts(waymark)).drafts))
    .toContain('"name":"By code"')
  await panel(cut)
    .getByText(/^Draft saved at/)
    .waitFor()
  // The next page of the window needs no other code.
  await cut.goto(`${host.url}/isolated/next`)
  await panel(cut).getByRole('heading', { name: 'By code' }).waitFor()
  for (const kind of otherKinds) await changeKind(cut, kind)
  await dashboard.getByRole('button', { name: 'Finish' }).click()
  await panel(cut).waitFor({ state: 'detached' })
  expect(problems).toEqual([])
})
