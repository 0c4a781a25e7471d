import type { Definition } from '@waymark/schemas'
import type { LeadList } from '@waymark/schemas/api/leads'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, startUp, type Up } from '../support/waymark.ts'
import { sendFromServer } from './send-from-server.ts'

const definitions = (crm: Receiver, slack: Receiver): readonly Definition[] => [
  {
    kind: 'milestone',
    id: 'code-installed',
    name: 'Code installed',
    level: 'account',
    order: 1,
    reached: { did: { event: 'Data Received' } },
  },
  {
    kind: 'pql',
    id: 'trial-pql',
    name: 'Trial ready for sales',
    level: 'account',
    milestones: ['code-installed'],
    alert: { to: ['crm', 'channel'] },
  },
  { kind: 'endpoint', id: 'crm', type: 'webhook', url: crm.url },
  { kind: 'endpoint', id: 'channel', type: 'slack', url: slack.url },
]

/** Ids are whatever the host has: this one has all that an address has to escape. */
const odd = 'acme & söhne/nord?#1'

const becomeLeads = async (waymark: Up): Promise<void> => {
  for (const [groupId, name] of [
    [odd, 'Acme & Söhne'],
    ['beta', 'Beta'],
  ] as const) {
    const who = { userId: `dana-of-${name}`, context: { groupId } }
    await sendFromServer(waymark, { ...who, type: 'identify', traits: { name: `Dana of ${name}` } })
    await sendFromServer(waymark, { ...who, type: 'group', groupId, traits: { name } })
    await sendFromServer(waymark, { ...who, type: 'track', event: 'Data Received' })
  }
}

const linkInWebhook = (crm: Receiver): string => {
  const alerts = crm.received.map(({ body }) => JSON.parse(body).data)
  return alerts.find(({ id }) => id === odd)?.links.subject ?? ''
}

const linkInSlack = (slack: Receiver): string => {
  const body = slack.received.map((request) => request.body).find((text) => text.includes('Söhne'))
  return /<([^|>]+)\|Open in Waymark>/.exec(body ?? '')?.[1] ?? ''
}

const signIn = async (waymark: Up, page: Page): Promise<void> => {
  const { out } = await waymark.command('link', '--json')
  await page.goto((JSON.parse(out) as { readonly link: string }).link)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
}

const expectOnLead = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: 'Acme & Söhne' }).waitFor()
  await page.getByRole('heading', { name: /Why Trial ready for sales/ }).waitFor()
  await page.getByText('Reached Code installed').first().waitFor()
}

const expectLead = async (page: Page, link: string): Promise<void> => {
  await page.goto(link)
  await expectOnLead(page)
}

const pages = ['/inbox', '/live', '/journey', '/people', '/accounts', '/definitions', '/alerts']

test('the link of an alert leads sales to the lead, where it is claimed; no page asks what the server does not know', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using crm = await startReceiver()
  await using slack = await startReceiver()
  await using browser = await startBrowser()
  await apply(waymark, definitions(crm, slack))
  await becomeLeads(waymark)
  await until(() => {
    expect(linkInWebhook(crm)).toContain('/accounts/')
    expect(linkInSlack(slack)).toContain('/accounts/')
  }, 60_000)
  await until(async () => {
    expect((await waymark.get<LeadList>('/api/leads')).counts.open).toBe(2)
  }, 60_000)

  const page = await browser.newPage()
  const refused: string[] = []
  page.on('response', (response) => {
    if (response.status() === 400) refused.push(response.url())
  })
  // Who is not signed in yet is asked to, and gets there afterwards.
  await page.goto(linkInWebhook(crm))
  await page.getByRole('heading', { name: /Sign in/ }).waitFor()
  await signIn(waymark, page)
  await expectOnLead(page)
  await expectLead(page, linkInSlack(slack))
  await expectLead(page, linkInWebhook(crm))
  await page.getByRole('button', { name: 'Claim' }).click()
  await until(async () => {
    const { leads } = await waymark.get<LeadList>('/api/leads')
    expect(leads.map(({ id, owner }) => [id, owner]).toSorted()).toEqual([
      [odd, 'Owner'],
      ['beta', undefined],
    ])
  }, 60_000)

  for (const path of [...pages, '/setup', '/settings', '/people?search=dana&anonymous=1']) {
    await page.goto(new URL(path, waymark.ingest).href)
    await page.locator('h1').waitFor()
    await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  }
  await page.goto(new URL('/people', waymark.ingest).href)
  await page.getByRole('link', { name: 'Dana of Acme & Söhne' }).click()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  await page.locator('.skeleton').first().waitFor({ state: 'detached' })
  expect(refused).toEqual([])
})
