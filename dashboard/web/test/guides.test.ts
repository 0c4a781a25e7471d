import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('a new guide asks for a page of the app, opens it under its name, and remembers the page', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page } = app
  const opened = () => page.evaluate('window.opened') as Promise<readonly string[]>
  await page.evaluate(() => {
    Object.assign(window, { opened: [] })
    window.open = (...args) => {
      Reflect.get(window, 'opened').push(args.join(' '))
      return null
    }
  })
  await page.getByRole('button', { name: 'New guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'New guide' })
  await dialog.getByLabel('What is the guide called?').fill('Install the code')
  await dialog.getByLabel('On which page of your app?').fill('javascript:alert(1)')
  await dialog.getByRole('button', { name: 'Open the page' }).click()
  await page.getByText('That is no address of a page').waitFor()
  expect(await opened()).toEqual([])
  await dialog.getByLabel('On which page of your app?').fill('app.acme.example/products?tab=1')
  await dialog.getByRole('button', { name: 'Open the page' }).click()
  await page.getByText('The browser did not open a window.').waitFor()
  expect(await opened()).toEqual(['https://app.acme.example/products?tab=1 waymark:authoring'])
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Edit in your app' }).first().click()
  const url = page.getByRole('dialog').getByLabel('On which page of your app?')
  expect(await url.inputValue()).toBe('https://app.acme.example/products?tab=1')
  expect(app.faults).toEqual([])
})

test('a draft says what is missing and is not published so; one that was thrown away can be had back', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page, server } = app
  const drafts = page.getByRole('region', { name: 'Drafts' })
  await drafts.getByText('Step 1 points at nothing yet: pick its element.').waitFor()
  expect(await drafts.textContent()).not.toContain('steps[0]')
  expect(await drafts.getByRole('button', { name: 'Publish…' }).count()).toBe(0)
  await drafts.getByRole('button', { name: 'Discard' }).click()
  await page.getByText('The draft is gone').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(() => server.posted.map(({ method, path }) => `${method} ${path}`))
    .toEqual([
      'DELETE /api/drafts/guide/map-your-features',
      'POST /api/drafts/guide/map-your-features',
    ])
  expect(server.posted[1]?.body).toMatchObject({
    version: 0,
    base: 0,
    document: { type: 'tooltip' },
  })
  expect(app.faults).toEqual([])
})

test('a guide is taken back by one request, with what was published with it, and can be put back', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  await page.route('**/api/definitions?*', async (route) => {
    const text = await (await route.fetch()).text()
    await route.fulfill({
      json: JSON.parse(text.replaceAll('"remind-to-install"', '"show-install-the-code"')),
    })
  })
  await app.go('/definitions')
  const guide = page.locator('#guide-install-the-code')
  await guide.getByRole('button', { name: 'Unpublish' }).click()
  await page.getByRole('status').getByText('It is a draft again').waitFor()
  await page.keyboard.press('u')
  await expect
    .poll(() => server.posted.map(({ method, path }) => `${method} ${path}`))
    .toEqual([
      'POST /api/drafts/guide/install-the-code/unpublish',
      'POST /api/drafts/guide/install-the-code/publish',
    ])
  expect(app.faults).toEqual([])
})

test('a definition whose past is being counted shows how far that is, until it is in force', async () => {
  await using app = await openApp(browser)
  const { page } = app
  let read = 250
  await page.route('**/api/definitions?*', async (route) => {
    const list = await (await route.fetch()).json()
    const [first, ...rest] = list.definitions
    const past = { read, events: 1000 }
    const definitions = read < 1000 ? [{ ...first, past }, ...rest] : list.definitions
    await route.fulfill({ json: { definitions } })
  })
  await app.go('/definitions')
  await page.getByRole('progressbar', { name: 'Counted: 25%' }).waitFor()
  read = 1000
  await page.getByRole('progressbar').waitFor({ state: 'detached' })
  expect(app.faults).toEqual([])
})

test('that nobody folds some partitions stands above what is published', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const says = 'What was published last waits for partitions 3 and 7.'
  await page.route('**/api/definitions?*', async (route) => {
    const list = await (await route.fetch()).json()
    const notTakenUp = { partitions: [3, 7], since: Date.now(), says }
    await route.fulfill({ json: { ...list, notTakenUp } })
  })
  await app.go('/definitions')
  await page.getByRole('status').getByText(says).waitFor()
  expect(app.faults).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('a new guide that was begun while drafts were loading took the id of one of them', async () => {
  await using app = await openApp(browser)
  const { page } = app
  let load: () => void = () => undefined
  const loading = new Promise<void>((resolve) => {
    load = resolve
  })
  await page.route('**/api/drafts?*', async (route) => {
    await loading
    await route.continue()
  })
  await page.route('**/api/drafts/guide/*', (route) =>
    route.fulfill({ json: { version: 1, problems: [] } }),
  )
  await app.go('/definitions')
  await page.getByRole('button', { name: 'New guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'New guide' })
  await dialog.getByLabel('What is the guide called?').fill('Map your features')
  await dialog.getByLabel('On which page of your app?').fill(`${app.server.url}/definitions`)
  const open = dialog.getByRole('button', { name: 'Open the page' })
  await dialog.getByText('The guides that there are have not loaded yet.').waitFor()
  expect(await open.isDisabled()).toBe(true)
  load()
  const opening = page.context().waitForEvent('page')
  const saving = page.waitForRequest((request) => request.method() === 'POST')
  await open.click()
  expect(new URL((await saving).url()).pathname).toBe('/api/drafts/guide/map-your-features-2')
  await (await opening).close()
  expect(app.faults).toEqual([])
})

test('what an author may not have meant stands beside the definition, and in the dialog before a guide is published; it keeps nobody from publishing', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  const message = 'is true of a newcomer in the first second.'
  await page.route('**/api/drafts?*', async (route) => {
    const list = await (await route.fetch()).json()
    const drafts = list.drafts.map((one: object) => ({ ...one, problems: [] }))
    await route.fulfill({ json: { ...list, drafts } })
  })
  await page.route('**/api/definitions/apply', async (route) => {
    const { documents, dryRun } = route.request().postDataJSON()
    expect([dryRun, documents[0].id]).toEqual([true, 'map-your-features'])
    const isSilent = 'not' in documents[1].audience
    const warnings = isSilent ? [{ at: 'audience.not.did', message }] : undefined
    await route.fulfill({ json: { ok: true, problems: [], dryRun, changes: [{ warnings }] } })
  })
  await app.go('/definitions')
  const beside = page.locator('#engagement-remind-to-install').getByRole('list', { name: /^Warn/ })
  expect(await beside.textContent()).toMatch(/^Warning reentry: every-time needs a rule/)
  expect(await page.getByRole('list', { name: 'Warnings about Power users' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish “Map your features”' })
  await dialog.getByLabel('Who is shown it?').selectOption('rule')
  const rule = dialog.getByLabel('The rule, as JSON')
  await rule.fill('{ "not": { "did": { "event": "Login", "within": "24h" } } }')
  await dialog.getByRole('status').getByText(`Warning audience.not.did: ${message}`).waitFor()
  await rule.fill('{ "did": { "event": "Login" } }')
  await dialog.getByText(message).waitFor({ state: 'detached' })
  await rule.fill('{ "not": { "did": { "event": "Login", "within": "24h" } } }')
  await dialog.getByText(message).waitFor()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect
    .poll(() => server.posted.map(({ path }) => path))
    .toEqual(['/api/drafts/guide/map-your-features/publish'])
  expect(app.faults).toEqual([])
  // What is asked again now and then may be on its way still.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('before a guide is published it is said whom it reaches: while that is counted, and where it cannot be', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await page.route('**/api/drafts?*', async (route) => {
    const list = await (await route.fetch()).json()
    const drafts = list.drafts.map((one: object) => ({ ...one, problems: [] }))
    await route.fulfill({ json: { ...list, drafts } })
  })
  let count = (): void => undefined
  const counted = new Promise<void>((resolve) => {
    count = resolve
  })
  await page.route('**/api/definitions/apply', async (route) => {
    const [, { audience }] = route.request().postDataJSON().documents
    if ('score' in audience) {
      const why = 'of the tables that were in force only the newest is kept'
      const movesSay = `Who comes in and goes out cannot be counted: ${why}.`
      const untold = { moves: { t: 'untold', why }, movesSay }
      await route.fulfill({ json: { ok: true, problems: [], dryRun: true, changes: [untold] } })
    } else if ('did' in audience) {
      const error = { code: 'storage_unavailable', message: 'ClickHouse does not answer.' }
      await route.fulfill({ status: 503, json: { error } })
    } else {
      await counted
      await route.continue()
    }
  })
  await app.go('/definitions')
  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Publish “Map your features”' })
  const status = dialog.getByRole('status')
  await status.getByText('Counting who comes in and goes out … 2 s').waitFor()
  // Nothing waits for it.
  const publish = dialog.getByRole('button', { name: 'Publish', exact: true })
  expect(await publish.isEnabled()).toBe(true)
  count()
  await status.getByText('That is 1,204 people now.').waitFor()
  expect(await status.getByText('Counting').count()).toBe(0)
  await dialog.getByLabel('Who is shown it?').selectOption('rule')
  const rule = dialog.getByLabel('The rule, as JSON')
  await rule.fill('{ "score": { "id": "cbi", "gte": 40 } }')
  await status.getByText(/cannot be counted: of the tables/).waitFor()
  await rule.fill('{ "did": { "event": "Login" } }')
  await status.getByText('could not be counted. ClickHouse does not answer.').waitFor()
  expect(app.faults).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('a guide that an engagement from a file shows could not be stopped; what shows it is named, taken out, and can be put back', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions')
  const { page, server } = app
  await page.locator('#guide-install-the-code').getByRole('button', { name: 'Stop' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop showing it?' })
  await dialog.getByText('Remind to install').first().waitFor()
  expect(server.posted).toEqual([])
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click()
  await page.getByText('sends nothing any more').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect
    .poll(() => server.posted.map(({ method, path }) => `${method} ${path}`))
    .toEqual([
      'DELETE /api/definitions/engagement/remind-to-install',
      'POST /api/definitions/engagement/remind-to-install/rollback',
    ])
  expect(app.faults).toEqual([])
})
