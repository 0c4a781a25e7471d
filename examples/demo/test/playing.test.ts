import { newPage, startBrowser } from '@waymark/test/support'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alerts } from './answers.ts'
import { type DataDirectory, newDirectory, type RunningDemo, startDemo } from './start-demo.ts'

let data: DataDirectory
let demo: RunningDemo
let browser: Browser

beforeAll(async () => {
  data = newDirectory()
  demo = await startDemo(data.dir)
  browser = await startBrowser()
})

afterAll(async () => {
  await browser.close()
  await demo[Symbol.asyncDispose]()
  data[Symbol.dispose]()
})

/** A page that remembers what its policy refused and what was thrown in it. */
const open = async (path: string): Promise<{ readonly page: Page; readonly faults: string[] }> => {
  const page = await newPage(browser)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(demo.url + path)
  return { page, faults }
}

const signInAs = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name }).click()
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

const place = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Corkline' }).getByRole('link', { name })

test('two milestones make an account a lead: sales hears of it at once, and its people are asked to talk', async () => {
  const sales = await open('/demo/sdr')
  const { page, faults } = await open('/demo')
  await signInAs(page, /Danielle/)
  await page.getByLabel('Name of the project').fill('Spring release')
  await page.getByRole('button', { name: 'Create project' }).click()

  await place(page, 'Connect').click()
  await heading(page, 'One line to go').waitFor()
  await page.getByTestId('copy-snippet').click()
  await heading(page, 'One line to go').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Push a commit' }).click()
  await page.getByRole('status').getByRole('link', { name: 'Set up an automation' }).click()
  await page.getByRole('button', { name: /pull request is merged/ }).click()

  const crm = sales.page.getByTestId('crm-alerts')
  await heading(sales.page, 'Ottermill Robotics').waitFor()
  expect(await crm.textContent()).toContain('Ask Danielle Okafor which team should follow')
  expect(await crm.textContent()).toContain('Signature verified')
  const slack = sales.page.getByTestId('slack-alerts')
  await slack.getByRole('heading', { name: /^Ottermill Robotics: / }).waitFor()

  await page.getByRole('link', { name: 'Back to the board' }).click()
  await heading(page, 'Your board runs by itself now').waitFor()
  await page.getByRole('button', { name: 'Talk to us' }).click()
  await heading(page, 'Your board runs by itself now').waitFor({ state: 'detached' })

  expect(faults).toEqual([])
  expect(sales.faults).toEqual([])
  const { deliveries } = await demo.get<Alerts>('/api/alerts?env=production')
  expect(deliveries.map(({ endpoint, status }) => `${endpoint} ${status}`).sort()).toEqual([
    'sdr-inbox delivered',
    'sdr-slack delivered',
  ])
})

test('a company of six does the same and nobody in sales is called', async () => {
  const before = await demo.get<Alerts>('/api/alerts?env=production')
  const { page } = await open('/demo')
  await signInAs(page, /Ingrid/)
  await place(page, 'Automations').click()
  await page.getByRole('button', { name: /pull request is merged/ }).click()
  const subject = encodeURIComponent('production/g/two-ferns-studio')
  await expect
    .poll(
      async () => {
        const account = await demo.get<{ milestones: readonly string[] }>(
          `/api/accounts/${subject}`,
        )
        return account.milestones
      },
      { timeout: 20_000 },
    )
    .toContain('automation-set-up')
  const after = await demo.get<Alerts>('/api/alerts?env=production')
  expect(after.deliveries).toEqual(before.deliveries)
})

test('an alert that nobody signed is turned away', async () => {
  const response = await fetch(`${demo.url}/demo/hook`, {
    method: 'POST',
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    },
    body: '{"type":"pql.entered"}',
  })
  expect(response.status).toBe(401)
  const guess = await fetch(`${demo.url}/demo/slack/guess`, { method: 'POST', body: '{}' })
  expect(guess.status).toBe(404)
})

test.each([
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const)('everybody can use the demo at $width px, $colorScheme', async (look) => {
  const page = await newPage(browser, { ...look, height: 844 })
  const faultsOf = async (): Promise<readonly string[]> => {
    await page.evaluate(axe.source)
    const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    return [...violations.map(({ id }) => id), ...(wide ? ['scrolls sideways'] : [])]
  }
  await page.goto(`${demo.url}/demo`)
  await heading(page, 'Sign in as').waitFor()
  expect(await faultsOf()).toEqual([])
  await signInAs(page, /Priya/)
  await heading(page, 'Your board runs by itself now').waitFor()
  expect(await faultsOf()).toEqual([])
  for (const name of ['Connect', 'Automations', 'Team']) {
    await place(page, name).click()
    expect(await faultsOf()).toEqual([])
  }
  await page.goto(`${demo.url}/demo/sdr`)
  await heading(page, 'Sales alerts').waitFor()
  expect(await faultsOf()).toEqual([])
})
