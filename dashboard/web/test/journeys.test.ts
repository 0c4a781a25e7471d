import type { LeadList } from '@waymark/schemas/api/leads'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFixtureServer } from '../dev/fixture-server.ts'
import { event } from '../dev/fixtures/events.ts'
import { openApp, startBrowser } from './open-app.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

test('Setup waits, shows what is refused and why, and turns green on the first event', async () => {
  await using app = await openApp(browser, { scenario: 'new' })
  await app.go('/')
  const { page, server } = app
  await page.getByText('Waiting for your first event').waitFor()
  await page
    .getByText('The origin https://app.acme.example is not allowed for Production.')
    .waitFor()
  await page.getByText('Listening').waitFor()
  server.push({
    kind: 'refusal',
    refusal: {
      at: Date.now(),
      code: 'unknown_key',
      message: 'The write key is not known.',
      path: '/v1/page',
    },
  })
  await page.getByText('The write key is not known.').waitFor()
  server.show('lively')
  server.push({ kind: 'event', event: event(Date.now(), 0) })
  await page.getByText('Your events arrive').waitFor()
  await page.getByText('Setup is complete').waitFor()
})

test('the live list stands still on space, says how many wait, and then shows them', async () => {
  await using app = await openApp(browser)
  await app.go('/live')
  const { page, server } = app
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: /Go on/ }).waitFor()
  const top = page.getByRole('row').nth(1)
  // What tells one row from another; how long ago it was goes on.
  const tells = () => top.getByRole('cell').first().textContent()
  const before = await tells()
  const now = Date.now()
  for (const at of [1, 2])
    server.push({
      kind: 'event',
      event: { ...event(now, 1), messageId: `fresh-${at}`, event: 'Fresh', received: now },
    })
  await page.getByText('2 new waiting').waitFor()
  expect(await tells()).toBe(before)
  expect(await page.getByRole('button', { name: 'Fresh' }).count()).toBe(0)
  await page.keyboard.press('Space')
  await page.getByRole('button', { name: 'Fresh' }).first().waitFor()
  expect(await page.getByRole('button', { name: 'Fresh' }).count()).toBe(2)
})

test('an event of the live list opens, with what was sent', async () => {
  await using app = await openApp(browser)
  await app.go('/live')
  const { page } = app
  await page.getByRole('button', { name: 'Product Created' }).first().click()
  const details = page.getByRole('region', { name: 'Details' })
  await details.getByText('"p-42"').waitFor()
  await details.getByText('What it caused').waitFor()
  await page.getByRole('button', { name: 'Close details' }).click()
  await details.waitFor({ state: 'detached' })
})

test('ten thousand live events stay a small page', async () => {
  await using app = await openApp(browser)
  await app.go('/live')
  const { page, server } = app
  await page.getByText('Live ·').waitFor()
  const now = Date.now()
  const sample = event(now, 1)
  for (let at = 0; at < 10_000; at++)
    server.push({
      kind: 'event',
      event: { ...sample, messageId: `many-${at}`, received: now + at },
    })
  server.push({
    kind: 'event',
    event: { ...event(now, 1), messageId: 'last', event: 'The Last', received: now + 20_000 },
  })
  await page.getByRole('button', { name: 'The Last' }).waitFor()
  expect(await page.getByRole('row').count()).toBeLessThan(120)
  expect(Number(await page.getByRole('table').getAttribute('aria-rowcount'))).toBe(1001)
  await page.evaluate(() => scrollTo(0, 20_000))
  await page.waitForFunction(
    () =>
      Number(document.querySelector('tbody tr[aria-rowindex]')?.getAttribute('aria-rowindex')) >
      300,
  )
  const blank = await page.evaluate(
    () => document.elementFromPoint(700, 500)?.closest('tr')?.className === 'spacer',
  )
  expect(blank).toBe(false)
})

test('a lead is claimed by a key, which can be taken back', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('e')
  await page.getByText('Northwind Labs is yours').waitFor()
  await page.getByRole('button', { name: 'Release' }).waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: 'Claim' }).waitFor()
  await expect
    .poll(() => server.posted.map(({ body }) => body))
    .toEqual([
      { env: 'production', subject: 'production/g/northwind-labs', pql: 'trial-pql', do: 'claim' },
      {
        env: 'production',
        subject: 'production/g/northwind-labs',
        pql: 'trial-pql',
        do: 'release',
        own: true,
      },
    ])
})

test('two colleagues claim one lead: who came second is told who has it, and what to do next', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  // What the fold makes of both claims: of two who claim it, the first has it.
  await page.route('**/api/leads?*', async (route) => {
    const answer = await route.fetch()
    const list = (await answer.json()) as LeadList
    const leads = list.leads.map((lead) =>
      lead.name === 'Northwind Labs' ? { ...lead, owner: 'Jonas Weber' } : lead,
    )
    await route.fulfill({ response: answer, json: { ...list, leads } })
  })
  await page.keyboard.press('e')
  await page.getByText('Northwind Labs is yours').waitFor()
  server.push({
    kind: 'transition',
    subject: 'production/g/northwind-labs',
    version: 9,
    transition: { t: 'worked', pql: 'trial-pql', by: 'usr_2', do: 'claim', at: Date.now() },
  })
  await page
    .getByText('Jonas Weber took Northwind Labs a moment ago. Ask them, or take another one.')
    .waitFor()
  expect(await page.getByText('Northwind Labs is yours').count()).toBe(0)
  await page.getByRole('article').getByText('Jonas Weber', { exact: true }).waitFor()
})

test('a snoozed lead leaves the inbox and is listed under Snoozed', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('s')
  for (const label of ['For 1 day', 'For 3 days', 'For 1 week'])
    await page.getByRole('menuitem', { name: label }).waitFor()
  await page.getByRole('menuitem', { name: 'For 3 days' }).click()
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor({ state: 'detached' })
  await page.getByText(/Northwind Labs is back on/).waitFor()
  expect(await page.getByRole('button', { name: /^Northwind Labs/ }).count()).toBe(0)
  const sent = server.posted.at(-1)?.body as { do: string; until: number }
  expect(sent.do).toBe('snooze')
  expect(Math.round((sent.until - Date.now()) / 86_400_000)).toBe(3)
  await page.getByRole('tab', { name: /Snoozed/ }).click()
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
})

test('a snooze is taken back by undo', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'Brightline' }).waitFor()
  // It can be undone once the server has it.
  await page.getByText('Northwind Labs is back on').waitFor()
  await page.keyboard.press('u')
  await page.getByRole('button', { name: /^Northwind Labs/ }).waitFor()
  // The lead is shown again before that is sent.
  await expect.poll(() => server.posted.at(-1)?.body).toMatchObject({ do: 'wake' })
})

test('who snoozes by keyboard goes on at the next lead', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await page.getByRole('article', { name: 'Brightline' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Brightline'))
})

test('a snoozed lead is brought back by its button', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox?view=snoozed')
  const { page, server } = app
  await page.getByRole('article', { name: 'Oakline' }).waitFor()
  await page.getByRole('button', { name: 'Bring back now' }).click()
  await page.getByText('Nothing is snoozed').waitFor()
  await expect.poll(() => server.posted.at(-1)?.body).toMatchObject({ do: 'wake' })
})

test('an origin that was refused is allowed by one click', async () => {
  await using app = await openApp(browser, { scenario: 'new' })
  await app.go('/setup')
  const { page, server } = app
  const refused = page.getByRole('region', { name: 'Refused origins' })
  await refused.getByText('https://app.acme.example', { exact: true }).waitFor()
  await refused.getByText(/refused 3 times/).waitFor()
  await refused.getByRole('button', { name: 'Allow this origin' }).click()
  await page.getByText('Pages of https://app.acme.example may send now').waitFor()
  await refused.waitFor({ state: 'detached' })
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({
      path: '/api/origins',
      body: { env: 'production', origin: 'https://app.acme.example' },
    })
})

test('Setup told to paste an example where a milestone and a guide were published already', async () => {
  await using app = await openApp(browser, { scenario: 'new' })
  const { page } = app
  await page.route(/\/api\/setup/, async (route) => {
    const answer = await route.fetch()
    const setup: object = await answer.json()
    const published = { milestone: true, guide: true }
    await route.fulfill({ response: answer, json: { ...setup, published } })
  })
  await app.go('/setup?step=milestone')
  await page.getByText('Published; waiting for the first person to reach it.').waitFor()
  await app.go('/setup?step=guide')
  await page.getByText('Published; waiting for the first person to see it.').waitFor()
  expect(await page.getByText('kind: guide').count()).toBe(0)
})

test('Setup says line by line what the Content Security Policy of the page needs', async () => {
  await using app = await openApp(browser, { scenario: 'new' })
  await app.go('/setup')
  const { page } = app
  await page.getByText('My page has a Content Security Policy').click()
  const lines = page.getByRole('region', { name: 'What the Content Security Policy has to allow' })
  expect(((await lines.textContent()) ?? '').split('\n').map((line) => line.split(' ')[0])).toEqual(
    ['script-src', 'connect-src', 'img-src'],
  )
})

test('from which pages a key may be used is changed in Settings', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  await page.getByText('Pages of any origin').waitFor()
  await page.getByRole('button', { name: 'Change origins' }).click()
  await page.getByLabel(/Origins, one a line/).fill('https://a.example\n\nhttps://b.example ')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({
      path: '/api/keys/key_1/origins',
      body: { origins: ['https://a.example', 'https://b.example'] },
    })
})

test('a key is made, and another is revoked once it is said what stops working', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  const section = page.getByRole('region', { name: 'Keys' })
  await section.getByRole('button', { name: 'New key' }).click()
  await page.getByLabel('What is it for?').fill(' Billing service ')
  await page.getByRole('button', { name: 'Create key' }).click()
  await page.getByRole('dialog').getByText('sk_7e1d5b2d80467f3a9cc0ff').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({
      path: '/api/keys',
      body: { env: 'production', type: 'server', name: 'Billing service' },
    })
  await page.getByRole('button', { name: 'Done' }).click()
  // The only write key has to stay.
  await section.getByRole('button', { name: 'Revoke Billing service' }).waitFor()
  expect(await section.getByRole('button', { name: 'Revoke Write key' }).count()).toBe(0)
  await section.getByRole('button', { name: 'Revoke Server key' }).click()
  await page.getByText('Servers that still use it are refused').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('Server key no longer works').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({ method: 'DELETE', path: '/api/keys/key_2' })
})

test('a server is told to use a server key, and why', async () => {
  await using app = await openApp(browser)
  await app.go('/setup?step=install&how=server')
  const { page } = app
  const tab = page.getByRole('tabpanel')
  await tab.getByText('facts sent with a write key are unverified').waitFor()
  const text = await tab.innerText()
  expect(text).toContain('-u "$WAYMARK_SERVER_KEY:"')
  expect(text).not.toContain('wk_')
})

test('milestones are listed in the order of the journey', async () => {
  await using app = await openApp(browser)
  await app.go('/definitions?kind=milestone')
  const names = await app.page.locator('.definition summary b').allInnerTexts()
  expect(names.length).toBeGreaterThan(2)
  const orders = await app.page.evaluate(async () => {
    const answer = await fetch('/api/definitions')
    const list: { definitions: { definition: { kind: string; name: string; order: number } }[] } =
      await answer.json()
    return list.definitions
      .map(({ definition }) => definition)
      .filter(({ kind }) => kind === 'milestone')
      .toSorted((a, b) => a.order - b.order)
      .map(({ name }) => name)
  })
  expect(names).toEqual(orders)
})

test('people and accounts are called by their names wherever they are known', async () => {
  await using app = await openApp(browser)
  const { page } = app
  await app.go('/live')
  await page.getByRole('cell', { name: 'Mara Okafor' }).first().waitFor()
  await page.getByRole('cell', { name: 'Northwind Labs' }).first().waitFor()
  await app.go('/people')
  await page.getByRole('cell', { name: 'Northwind Labs' }).first().waitFor()
  await app.go('/people/production%2Fu%2Fmara%40northwind.example')
  await page.getByRole('link', { name: 'Northwind Labs' }).waitFor()
  await app.go('/accounts/production%2Fg%2Fnorthwind-labs')
  await page.locator('.line').getByText('Mara Okafor').first().waitFor()
  await page.getByText('Jonas Weber claimed this lead').waitFor()
  await app.go('/alerts')
  await page.getByRole('button', { name: 'Northwind Labs: Trial account' }).waitFor()
})

test('a lead that was no fit is closed with the reason', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('n')
  await page.getByLabel(/Why was it not a fit/).fill('A student project')
  await page.getByRole('button', { name: 'Close as bad lead' }).click()
  await page.getByText('Northwind Labs: bad lead').waitFor()
  await expect
    .poll(() => server.posted.at(-1)?.body)
    .toMatchObject({
      do: 'outcome',
      outcome: 'bad_lead',
      note: 'A student project',
    })
})

test('a lead that was closed by mistake is opened again, by undo or later, and both can be taken back', async () => {
  await using app = await openApp(browser)
  await app.go('/inbox')
  const { page, server } = app
  const northwind = { subject: 'production/g/northwind-labs', pql: 'trial-pql' }
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await page.keyboard.press('w')
  await page.getByRole('button', { name: 'Close as won' }).click()
  await page.getByText('Northwind Labs: won').waitFor()
  await page.keyboard.press('u')
  await expect.poll(() => server.posted.at(-1)?.body).toMatchObject({ ...northwind, do: 'reopen' })
  await page.getByRole('article', { name: 'Northwind Labs' }).waitFor()
  await app.go('/inbox?view=done')
  const closed = page.getByRole('article').first()
  const name = await closed.getAttribute('aria-label')
  await closed.getByRole('button', { name: 'Open again' }).waitFor()
  await page.keyboard.press('z')
  await page.getByText(`${name} is open again`).waitFor()
  expect(server.posted.at(-1)?.body).toMatchObject({ do: 'reopen' })
  await page.keyboard.press('u')
  await expect
    .poll(() => server.posted.at(-1)?.body)
    .toMatchObject({ do: 'outcome', outcome: 'won', note: 'Signed for 20 seats.' })
  expect(app.faults).toEqual([])
})

test('a list’s filters are its address: a link shows the same', async () => {
  await using app = await openApp(browser)
  await app.go('/people?lifecycle=trial&search=mara')
  const { page } = app
  await page.getByRole('button', { name: 'Trial', pressed: true }).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('mara')
  await page.getByRole('button', { name: 'PQL' }).click()
  await page.waitForURL(/lifecycle=pql/)
  await page.goBack()
  await page.getByRole('button', { name: 'Trial', pressed: true }).waitFor()
  await page.getByRole('searchbox').fill('nobody at all')
  await page.getByText('Nobody matches').waitFor()
  await page.getByRole('button', { name: 'Show all people' }).click()
  await page.getByText('600 identified people, 40 anonymous not shown').waitFor()
})

test('a long list grows when asked', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  expect(await page.getByRole('row').count()).toBe(51)
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.waitForFunction(() => document.body.scrollHeight > 3500)
  expect(Number(await page.getByRole('table').getAttribute('aria-rowcount'))).toBe(601)
})

test('a person’s story says what was not shown, and why', async () => {
  await using app = await openApp(browser)
  await app.go('/people/production%2Fu%2Fmara%40northwind.example?show=messages')
  const { page } = app
  const line = page.getByText('“Install the code” was not shown')
  await line.click()
  await page
    .getByText('wants at most 1 in 7 d, found 1, shown 2 d ago', { exact: true })
    .first()
    .waitFor()
})

test('a sign-in link is exchanged once, and does not stay in the address', async () => {
  await using app = await openApp(browser)
  await app.page.goto(`${app.server.url}/sign-in?link=abc`)
  await app.page.waitForURL(/\/journey$/)
  expect(app.server.posted[0]).toMatchObject({ path: '/api/session', body: { link: 'abc' } })
})

test('who opened the link of an alert and had to sign in first gets to where it leads', async () => {
  await using app = await openApp(browser, { scenario: 'signed-out' })
  const { page, server } = app
  await app.go('/accounts/production%2Fg%2Fnorthwind-labs?env=production')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  server.show('lively')
  await page.goto(`${server.url}/sign-in?link=abc`)
  await page.waitForURL(/\/accounts\/production%2Fg%2Fnorthwind-labs\?env=production$/)
  await page.getByRole('heading', { level: 1, name: 'Northwind Labs' }).waitFor()
})

test('after signing out nothing of where one was is opened by whoever signs in next', async () => {
  await using app = await openApp(browser)
  const { page, server } = app
  await app.go('/people')
  await page.getByRole('button', { name: /Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in$/)
  await page.goto(`${server.url}/sign-in?link=abc`)
  await page.waitForURL(/\/journey$/)
})

test('an address that asked for an environment that there is not showed another one’s numbers', async () => {
  await using app = await openApp(browser)
  const { page } = app
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await app.go('/people?env=nope')
  await page.getByText('There is no environment “nope”').waitFor()
  expect(asked).not.toContain('/api/people')
  await page.getByRole('button', { name: 'Production' }).last().click()
  await page.waitForURL(/\/people$/)
  await page.getByText('Mara').first().waitFor()
})

test('a used sign-in link says so, and how to get another', async () => {
  await using app = await openApp(browser, { scenario: 'signed-out' })
  await app.page.goto(`${app.server.url}/sign-in#used`)
  await app.page.getByRole('alert').getByText('does not work any more').waitFor()
  await app.page.getByText('Get a new link').waitFor()
})

test('who is signed out sees the sign-in page, wherever they are', async () => {
  await using app = await openApp(browser, { scenario: 'signed-out' })
  await app.go('/people')
  await app.page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('a colleague is added, and gets a sign-in link that works once', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  const colleagues = page.getByRole('region', { name: 'Colleagues' })
  await colleagues.getByText('Jonas Weber').waitFor()
  expect(await colleagues.getByText('Ines Lind').count()).toBe(0)
  await page.getByRole('button', { name: 'Add a colleague' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Sam Reyes')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign-in link for Sam Reyes' })
  await dialog.getByText('sign-in?link=link_2b7ec91a4f').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({
      path: '/api/users',
      body: { name: 'Sam Reyes', role: 'sdr' },
    })
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Jonas Weber may not sign in any more').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({ method: 'DELETE', path: '/api/users/usr_2' })
})

test('who is called Owner at first takes a name that colleagues know', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  await page.getByLabel('Your name, as colleagues read it').fill('Mara O.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('You are Mara O. now').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({ path: '/api/me', body: { name: 'Mara O.' } })
})

test('a name that was refused is not told so any more once it is saved, and it is sent once', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  const refusal = { error: { code: 'invalid_body', message: 'That is somebody else’s name.' } }
  await page.route('**/api/me', (route) => route.fulfill({ status: 400, json: refusal }), {
    times: 1,
  })
  const name = page.getByLabel('Your name, as colleagues read it')
  await name.fill('Mara O.')
  await name.press('Enter')
  await page.getByText('That is somebody else’s name.').waitFor()
  await page.route('**/api/me', async (route) => {
    if (route.request().method() === 'POST') await page.waitForTimeout(300)
    await route.continue()
  })
  await name.press('Enter')
  await name.press('Enter')
  await page.getByText('You are Mara O. now').waitFor()
  expect(await page.getByText('That is somebody else’s name.').count()).toBe(0)
  expect(server.posted.filter(({ path }) => path === '/api/me')).toHaveLength(1)
})

test('a brand is a colour and a font', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  const brand = page.getByRole('region', { name: 'Brand' })
  await brand.getByLabel('Colour of buttons, links and marks').fill('#5b3df5')
  await brand.getByLabel('Font of your app').fill('Inter, sans-serif')
  await brand.getByRole('button', { name: 'Use this look' }).click()
  await page.getByText('Guides and e-mails look like this from now on').waitFor()
  const [document] = [
    { kind: 'brand', id: 'project', accent: '#5b3df5', font: 'Inter, sans-serif' },
  ]
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({
      path: '/api/definitions/apply',
      body: { documents: [{ ...document, radius: 10 }], baseVersions: { 'brand/project': 0 } },
    })
})

test('a token is shown once; to revoke one its name has to be typed', async () => {
  await using app = await openApp(browser)
  await app.go('/settings')
  const { page, server } = app
  await page.getByRole('button', { name: 'New token' }).click()
  await page.getByLabel('What is it for?').fill('CI')
  await page.getByRole('button', { name: 'Create token' }).click()
  await page.getByText('wm_5c1d0e7a9b3f2846').waitFor()
  await page.getByRole('button', { name: 'Done' }).click()
  expect(await page.getByText('wm_5c1d0e7a9b3f2846').count()).toBe(0)
  const tokens = page.getByRole('region', { name: 'API tokens' })
  await tokens.getByRole('button', { name: 'Revoke' }).first().click()
  const revoke = page.getByRole('dialog').getByRole('button', { name: 'Revoke' })
  expect(await revoke.isDisabled()).toBe(true)
  await page.getByLabel('Type CI to confirm').fill('CI')
  await revoke.click()
  await page.getByText('CI no longer works').waitFor()
  await expect
    .poll(() => server.posted.at(-1))
    .toMatchObject({ method: 'DELETE', path: '/api/tokens/tok_1' })
})

test('a delivery that failed is looked at and sent again', async () => {
  await using app = await openApp(browser)
  await app.go('/alerts')
  const { page, server } = app
  await page.getByRole('button', { name: /^Brightline: / }).click()
  const details = page.getByRole('region', { name: 'Delivery' })
  await details.getByText('503 in 1,204 ms').waitFor()
  await details.getByText('"pql.turned"').waitFor()
  await details.getByRole('button', { name: 'Send again' }).click()
  await page.getByText('It is sent again').waitFor()
  await expect
    .poll(() => server.posted.at(-1)?.path)
    .toBe('/api/deliveries/production%2Fg%2Fbrightline%401.0%3Asales-hook/replay')
})

test('two tabs of one browser share one live connection', async () => {
  await using server = await startFixtureServer()
  const context = await browser.newContext()
  const first = await context.newPage()
  await first.goto(`${server.url}/live`)
  await first.getByText('Live ·').waitFor()
  const second = await context.newPage()
  await second.goto(`${server.url}/live`)
  await second.getByText('Live ·').waitFor()
  expect(server.listeners()).toBe(1)
  server.push({
    kind: 'event',
    event: {
      ...event(Date.now(), 1),
      messageId: 'shared',
      event: 'Seen By Both',
      received: Date.now(),
    },
  })
  await second.getByRole('button', { name: 'Seen By Both' }).waitFor()
  await first.close()
  server.push({ kind: 'rate', perSecond: 1, at: 1, shown: 1, of: 1 })
  await expect.poll(() => server.listeners()).toBe(1)
  await context.close()
})

test('after an update of the server an open tab loads itself anew instead of breaking', async () => {
  await using app = await openApp(browser)
  await app.go('/people')
  const { page } = app
  let asked = 0
  await page.route(/assets\/settings-page/, (route) =>
    asked++ === 0 ? route.abort() : route.continue(),
  )
  await page.evaluate(() => Object.assign(globalThis, { sameTab: true }))
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  expect(await page.evaluate(() => 'sameTab' in globalThis)).toBe(false)
})
