import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenApp, openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

const gate = { gate: 'caps', is: false, wants: 'at most 1', found: '1 so far' } as const
/** As the server explains somebody; of it, gates alone are for the page. */
const explained = {
  subject: 'production/u/x',
  guides: [
    {
      ...{ engagement: 'greet', guide: 'welcome', wants: 'has paid 9,000', history: [] },
      browser: [{ properties: { secret: 'of an event' } }],
      now: [{ engagement: 'greet', shows: false, gates: [gate] }],
    },
  ],
  sends: [{ engagement: 'a secret mail' }],
  asOf: 5,
} as unknown as Explanation
const definitions: readonly DefinitionItem[] = ['welcome', 'unused'].map((id) => ({
  ...{ kind: 'guide', id, version: 1, by: 'Ada', at: 0, says: 'A modal' },
  definition: { kind: 'guide', id, type: 'modal', steps: [{ content: [{ text: 'Hello' }] }] },
}))

/** The dashboard has opened a page; the script of that page says what the test wants said. */
const openPage = async (app: OpenApp): Promise<{ host: Page; explainedTo: string[] }> => {
  const { page, server } = app
  const explainedTo: string[] = []
  await page.route('**/api/inspect/ticket', (route) =>
    route.fulfill({ json: { ticket: 't', expires: 0 } }),
  )
  await page.route('**/api/definitions?*', (route) => route.fulfill({ json: { definitions } }))
  await page.route('**/api/explain?*', (route) => {
    explainedTo.push(new URL(route.request().url()).searchParams.get('person') ?? '')
    return route.fulfill({ json: explained })
  })
  await page.route('**/api/people/**', (route) => {
    const isAda = decodeURIComponent(route.request().url()).endsWith('/u/u-ada')
    const error = { code: 'not_found', message: 'There is nobody.' }
    return isAda
      ? route.fulfill({ json: { id: 'u-ada', name: 'Ada Lovelace' } })
      : route.fulfill({ status: 404, json: { error } })
  })
  await app.go('/definitions')
  await page.getByRole('button', { name: 'Debug in your app' }).click()
  await page.getByLabel('Which page of your app?').fill(`${server.url}/sign-in`)
  const opening = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Open the page' }).click()
  const host = await opening
  await host.waitForLoadState()
  expect(await host.evaluate('window.name')).toBe('waymark:debug')
  await host.evaluate(
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
  return { host, explainedTo }
}
const say = (host: Page, ...said: readonly unknown[]): Promise<void> =>
  host.evaluate((all) => {
    for (const each of all) Reflect.get(window, 'port').postMessage(each)
  }, said)
const heard = (host: Page): Promise<string> =>
  host.evaluate(() => JSON.stringify(Reflect.get(window, 'heard')))

test.each([
  ['light', 1280],
  ['dark', 390],
] as const)(
  'a script of the page names whom it likes, and is told nothing of them before who sits here agrees: %s, %i px',
  async (colorScheme, width) => {
    await using app = await openApp(browser, { colorScheme, width })
    const { host, explainedTo } = await openPage(app)
    const bar = app.page.getByRole('region', { name: 'Being debugged now' })
    await say(host, null, 5, { say: 'who' }, { say: 'who', userId: 5, anonymousId: 'v' })
    await say(host, { say: 'who', userId: 'u-ada', anonymousId: 'v-1' })
    await bar.getByText('The page says that it is Ada Lovelace').waitFor()
    await expect.poll(() => heard(host)).toBe('[{"say":"asked"}]')
    expect(await bar.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    const keep = bar.getByRole('button', { name: 'Keep it here' })
    await expect.poll(() => keep.isEnabled()).toBe(true)
    await keep.focus()
    await app.page.keyboard.press('Enter')
    await expect.poll(() => heard(host)).toContain('"kept"')
    expect(explainedTo).toEqual([])

    await bar.getByRole('button', { name: 'Tell it', exact: true }).click()
    await expect.poll(() => heard(host)).toContain('"told"')
    const by = { engagement: 'greet', shows: false, gates: [gate] }
    const guides = [
      { guide: 'welcome', by: [by] },
      { guide: 'unused', by: [] },
    ]
    const told = { say: 'told', half: { id: 'u-ada', at: 5, guides } }
    expect(JSON.parse(await heard(host)).at(-1)).toEqual(told)
    expect(await heard(host)).not.toContain('secret')

    // What was agreed to for one is not agreed to for another.
    await say(host, { say: 'who', anonymousId: 'somebody-else' })
    await bar.getByText('whom nobody here knows yet').waitFor()
    // Whoever was about to press has not read the next name: at first there is nothing to press.
    await bar.evaluate((element) => {
      const pressable: boolean[] = []
      Object.assign(window, { pressable })
      const note = (): void => {
        if (!element.textContent?.includes('a-third')) return
        const buttons = [...element.querySelectorAll('button')]
        pressable.push(buttons.some((each) => each.textContent === 'Tell it' && !each.disabled))
      }
      const options = { subtree: true, childList: true, characterData: true, attributes: true }
      new MutationObserver(note).observe(element, options)
    })
    await say(host, { say: 'who', anonymousId: 'a-third' })
    const pressable = () => app.page.evaluate('pressable') as Promise<readonly boolean[]>
    await expect.poll(async () => (await pressable()).at(-1)).toBe(true)
    expect((await pressable())[0]).toBe(false)
    await expect.poll(async () => JSON.parse(await heard(host)).at(-1)).toEqual({ say: 'asked' })
    expect(new Set(explainedTo)).toEqual(new Set(['production/u/u-ada']))
    await bar.getByRole('button', { name: 'Finish' }).click()
    await bar.waitFor({ state: 'detached' })
    await expect.poll(async () => JSON.parse(await heard(host)).at(-1)).toEqual({ say: 'end' })
    await host.close()
    expect(app.faults).toEqual([])
  },
  60_000,
)

test('an origin that may use no write key is refused in words, and its page gets no port', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  const message = 'Pages of http://x may not use a write key of this environment.'
  await page.route('**/api/inspect/ticket', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'origin_not_allowed', message } } }),
  )
  await app.go('/definitions')
  await page.getByRole('button', { name: 'Debug in your app' }).click()
  await page.getByLabel('Which page of your app?').fill(`${server.url}/sign-in`)
  const opening = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Open the page' }).click()
  const host = await opening
  await host.waitForLoadState()
  await host.evaluate(() => {
    Object.assign(window, { ports: 0 })
    addEventListener('message', ({ ports }) => {
      Object.assign(window, { ports: Reflect.get(window, 'ports') + ports.length })
    })
    opener.postMessage({ mark: 'waymark-authoring', say: 'hello', version: '' }, '*')
  })
  await page.getByText(message).waitFor()
  expect(await host.evaluate('ports')).toBe(0)
  await host.close()
})
