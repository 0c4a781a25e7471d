import type { AuthoringLineItem } from '@waymark/schemas/api/drafts'
import type { FromPage } from '@waymark/schemas/wire/authoring'
import type { Browser, BrowserContext, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenApp, openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const customer = 'https://app.acme.example'

/** As the tools in a page do: says hello until it has a port, and then that it is there. */
const tools = `addEventListener('message', ({ data, ports: [port] }) => {
  if (data?.mark !== 'waymark-authoring' || !port) return
  clearInterval(calling)
  window.port = port
  port.postMessage({ say: 'ready', url: location.href })
})
const hello = () => window.opener?.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')
const calling = setInterval(hello, 100)
window.write = (name) => port.postMessage({ say: 'changed', step: 0, guide: { kind: 'guide', id: 'x', name, type: 'modal', steps: [{ content: [{ text: 'Hello' }] }] } })`

const serveCustomer = (context: BrowserContext): Promise<unknown> =>
  context.route(`${customer}/**`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: route.request().url().includes('isolated')
        ? { 'cross-origin-opener-policy': 'same-origin' }
        : {},
      body: `<!doctype html><title>Acme</title><script>${tools}</script>`,
    }),
  )

const json = (route: Route, status: number, body: unknown): Promise<void> =>
  route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) })

const bar = ({ page }: OpenApp) => page.getByRole('region', { name: 'Being written now' })

/** A new guide, in a window of the customer's app. */
const write = async (app: OpenApp, path: string): Promise<Page> => {
  const { page } = app
  await serveCustomer(page.context())
  await page.route('**/api/authoring/ticket', (route) => json(route, 200, { ticket: 'good' }))
  await app.go('/definitions')
  await page.getByRole('button', { name: 'New guide' }).click()
  const dialog = page.getByRole('dialog', { name: 'New guide' })
  await dialog.getByLabel('What is the guide called?').fill('Install the code')
  await dialog.getByLabel('On which page of your app?').fill(customer + path)
  const opening = page.context().waitForEvent('page')
  await dialog.getByRole('button', { name: 'Open the page' }).click()
  return opening
}

test('who walks onto a page that cuts the line is offered a code, and what they wrote is kept', async () => {
  await using app = await openApp(browser)
  const written = await write(app, '/products')
  await bar(app).getByText(`In ${customer}/products`).waitFor()
  await written.evaluate("write('Of the open page')")
  await bar(app).getByText('Of the open page').waitFor()
  await written.goto(`${customer}/isolated`)
  await bar(app).getByRole('button', { name: 'Open it with a code' }).waitFor()
  await app.page.evaluate("dispatchEvent(new Event('focus'))")
  await expect
    .poll(() => JSON.stringify(app.server.posted.at(-1)?.body))
    .toContain('Of the open page')
  await bar(app).getByText('The page is out of reach').waitFor()
  expect(await bar(app).textContent()).toContain('Of the open page')
})

test('who closes the window opens the page again from the dashboard, and goes on in the same draft', async () => {
  await using app = await openApp(browser)
  await app.page.route('**/api/drafts/guide/*', (route) =>
    json(route, 200, { version: 1, problems: [] }),
  )
  const written = await write(app, '/products')
  await bar(app).getByText(`In ${customer}/products`).waitFor()
  await written.evaluate("write('Before it was closed')")
  await bar(app).getByText('Before it was closed').waitFor()
  await written.close()
  await bar(app).getByText('Was its window closed?').waitFor()
  const opening = app.page.context().waitForEvent('page')
  await bar(app).getByRole('button', { name: 'Open the page again' }).click()
  const again = await opening
  await bar(app).getByText(`In ${customer}/products`).waitFor()
  expect(await bar(app).textContent()).toContain('Before it was closed')
  await again.evaluate("write('After it')")
  await bar(app).getByText('After it').waitFor()
  expect(app.faults).toEqual([])
})

/** Answers the asking for a code once it is told how. */
const holdLines = async ({ page }: OpenApp) => {
  const asked: Route[] = []
  const closed: string[] = []
  await page.route('**/api/authoring/lines', (route) => void asked.push(route))
  await page.route('**/api/authoring/lines/**', (route) => {
    const request = route.request()
    if (request.method() !== 'DELETE') return
    closed.push(new URL(request.url()).pathname)
    return route.fulfill({ status: 204 })
  })
  return { asked, closed }
}
const item: AuthoringLineItem = { line: 'l1', code: 'ABCDEFGH', expires: Date.now() + 300_000 }

const askForCode = async (app: OpenApp, asked: readonly Route[]): Promise<Route> => {
  const before = asked.length
  await bar(app).getByRole('button', { name: 'Open it with a code' }).click()
  await expect.poll(() => asked.length).toBe(before + 1)
  const route = asked.at(-1)
  if (!route) throw new Error('not asked')
  return route
}

test('a code that the server cannot give is said, and can be asked for again', async () => {
  await using app = await openApp(browser)
  const { asked } = await holdLines(app)
  await write(app, '/isolated')
  const error = { code: 'unavailable', message: 'The log does not answer.' }
  await json(await askForCode(app, asked), 503, { error })
  await app.page.getByText('The log does not answer.').waitFor()
  await json(await askForCode(app, asked), 201, item)
  await bar(app).getByText('ABCD-EFGH').waitFor()
})

/** Lines as the server has them: what a page says over one is heard by who waits, once it is joined. */
const serveLines = async ({ page }: OpenApp) => {
  const codes = ['ABCDEFGH', 'JKLMNPQR']
  const closed: string[] = []
  const waiting = new Map<string, Route>()
  await page.route('**/api/authoring/lines', (route) => {
    const code = codes.shift() ?? ''
    return json(route, 201, { line: code, code, expires: Date.now() + 300_000 })
  })
  await page.route('**/api/authoring/lines/**', (route) => {
    const request = route.request()
    const line = new URL(request.url()).pathname.split('/').at(-1) ?? ''
    if (request.method() === 'GET') {
      waiting.set(line, route)
      return
    }
    if (request.method() === 'DELETE') closed.push(line)
    return route.fulfill({ status: 204 })
  })
  return {
    closed,
    say: async (line: string, next: number, ...said: readonly FromPage[]): Promise<void> => {
      await expect.poll(() => waiting.has(line)).toBe(true)
      const route = waiting.get(line)
      waiting.delete(line)
      await route?.fulfill({ json: { joined: true, said, next } })
    },
  }
}
const written = (name: string): FromPage => ({
  ...{ say: 'changed', step: 0 },
  guide: {
    ...{ kind: 'guide', id: 'x', name, type: 'modal' },
    steps: [{ content: [{ text: 'Hello' }] }],
  },
})

test('another code is asked for while the page of the last one still talks: it is heard until the other is typed', async () => {
  await using app = await openApp(browser)
  const { closed, say } = await serveLines(app)
  await app.page.route('**/api/drafts/guide/*', (route) =>
    json(route, 200, { version: 1, problems: [] }),
  )
  await write(app, '/isolated')
  await bar(app).getByRole('button', { name: 'Open it with a code' }).click()
  await bar(app).getByText('ABCD-EFGH').waitFor()
  await say('ABCDEFGH', 0)
  await say('ABCDEFGH', 1, { say: 'ready', url: `${customer}/isolated` })
  await bar(app).getByText(`In ${customer}/isolated`).waitFor()

  await bar(app).getByRole('button', { name: 'Open it with a code' }).click()
  await bar(app).getByText('JKLM-NPQR').waitFor()
  await say('ABCDEFGH', 2, written('By the old line'))
  await bar(app).getByText('By the old line').waitFor()
  // What it says is no answer to the code that is asked for.
  await bar(app).getByText('JKLM-NPQR').waitFor()
  expect(closed).toEqual([])

  await say('JKLMNPQR', 0)
  await say('JKLMNPQR', 1, { say: 'ready', url: `${customer}/isolated/next` })
  await bar(app).getByText(`In ${customer}/isolated/next`).waitFor()
  await expect.poll(() => closed).toEqual(['ABCDEFGH'])
  await say('JKLMNPQR', 2, written('By the new line'))
  await bar(app).getByText('By the new line').waitFor()
  expect(app.faults).toEqual([])
})

test('a code that comes after its author has finished is taken back', async () => {
  await using app = await openApp(browser)
  const { asked, closed } = await holdLines(app)
  await write(app, '/isolated')
  const late = await askForCode(app, asked)
  await bar(app).getByRole('button', { name: 'Finish' }).click()
  await bar(app).waitFor({ state: 'detached' })
  await json(late, 201, item)
  await expect.poll(() => closed).toEqual(['/api/authoring/lines/l1'])
})

test.each([
  ['the server was away', (route: Route) => route.abort()],
  [
    'a proxy asked for a sign-in',
    (route: Route) => route.fulfill({ contentType: 'text/html', body: '<title>Sign in</title>' }),
  ],
  [
    'the answer broke off',
    (route: Route) => route.fulfill({ contentType: 'application/json', body: '{"version": 1' }),
  ],
])(
  'Finish threw away what could not be saved, when %s; it stays until it is saved, or thrown away',
  async (_, fail) => {
    await using app = await openApp(browser)
    const { page, server } = app
    const written = await write(app, '/products')
    await bar(app).getByText(`In ${customer}/products`).waitFor()
    await page.route('**/api/drafts/guide/*', fail)
    await written.evaluate("write('Worth keeping')")
    await bar(app).getByText('Not saved. ').waitFor()
    await bar(app).getByRole('button', { name: 'Finish' }).click()
    await bar(app).getByText('What was written last is not saved.').waitFor()
    const before = server.posted.length
    await page.unroute('**/api/drafts/guide/*')
    // By itself, once the server is back.
    await bar(app).getByText('Draft saved at').waitFor()
    expect(JSON.stringify(server.posted.slice(before))).toContain('Worth keeping')
    await bar(app).getByRole('button', { name: 'Finish' }).click()
    await bar(app).waitFor({ state: 'detached' })
  },
)

test('who cannot save and does not want to may throw it away', async () => {
  await using app = await openApp(browser)
  const written = await write(app, '/products')
  await bar(app).getByText(`In ${customer}/products`).waitFor()
  await app.page.route('**/api/drafts/guide/*', (route) => route.abort())
  await written.evaluate("write('Not worth keeping')")
  await bar(app).getByText('Not saved. ').waitFor()
  await bar(app).getByRole('button', { name: 'Finish' }).click()
  await bar(app).getByRole('button', { name: 'Throw it away' }).click()
  await bar(app).waitFor({ state: 'detached' })
})
