import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AlertBody } from '@waymark/schemas'
import type { AccountDetail } from '@waymark/schemas/api/accounts'
import type { EventList } from '@waymark/schemas/api/events'
import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { Browser, Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { expect } from 'vitest'
import { startHostApp } from '../support/host-app.ts'
import type { Receiver } from '../support/receiver.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { environment, signingSecret, type Waymark } from '../support/waymark.ts'
import { s3Definitions } from './s3-definitions.ts'
import { sendFromServer } from './send-from-server.ts'
import { storedEvents } from './stored-events.ts'
import { type Visit, visit } from './visit.ts'

/** What takes part in the story. */
export interface Cast {
  readonly waymark: Waymark
  readonly crm: Receiver
  readonly slack: Receiver
  readonly browser: Browser
}

interface Measured {
  /** From the click that completed the last milestone to the request at the CRM. */
  readonly eventToWebhookMs: number
  /** From the same click to the tooltip on the screen. */
  readonly eventToPaintMs: number
}

const appBody = `
  <h1>Acme Deploy</h1>
  <button data-testid="map-feature">Map a feature</button>
  <p><button data-testid="help">Help</button></p>
  ${'<br>'.repeat(12)}
  <button data-testid="book-a-call">Book a call</button>`

const appScript = `
  document.querySelector('[data-testid=map-feature]').addEventListener('click', () => {
    window.clickedAt = Date.now()
    waymark.track('Feature Mapped', { feature: 'Reports' })
  })
  const seen = new MutationObserver(() => {
    if (!document.querySelector('waymark-guide')) return
    window.cardAt ??= Date.now()
  })
  seen.observe(document.documentElement, { childList: true, subtree: true })`

const signIn = async ({ call }: Visit): Promise<void> => {
  const email = 'dana@acme.example'
  await call('identify', 'dana', { name: 'Dana Ruiz', email, role: 'product manager' })
  await call('group', 'acme', { name: 'Acme', employees: 45, plan: 'trial' })
}

const oneAlert = (crm: Receiver, secret: string): AlertBody => {
  expect(crm.received).toHaveLength(1)
  const [request] = crm.received
  if (!request) throw new Error('no request')
  const verified = new Webhook(secret).verify(request.body, request.headers) as {
    readonly type: string
    readonly data: AlertBody
  }
  expect(verified.type).toBe('pql.entered')
  return verified.data
}

const expectWholeAlert = (alert: AlertBody): void => {
  expect(alert).toMatchObject({ pql: 'trial-pql', id: 'acme', name: 'Acme', turn: 1, members: 1 })
  expect(alert.champion).toMatchObject({ name: 'Dana Ruiz', role: 'product manager' })
  expect(alert.reasons.every((reason) => reason.is)).toBe(true)
  expect(alert.reasons.filter((reason) => reason.part === 'milestone')).toMatchObject([
    { id: 'code-installed', by: { event: 'Data Received' } },
    { id: 'feature-map-set-up', by: { event: 'Feature Mapped' } },
  ])
  expect(alert.say).toBe('Acme installed the code and mapped its features. Ask Dana Ruiz.')
}

const expectSlackMessage = (slack: Receiver): void => {
  expect(slack.received).toHaveLength(1)
  const message = JSON.parse(slack.received[0]?.body ?? '')
  expect(message.text).toBe('Acme: Trial account ready for sales')
  expect(message.blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text' } })
  expect(JSON.stringify(message.blocks)).toContain('reached Code installed')
}

/** The tooltip stands at its button, not at another. */
const expectOnItsButton = async (page: Page): Promise<void> => {
  const [card, right, wrong] = await Promise.all([
    page.getByRole('dialog', { name: 'You are set up' }).boundingBox(),
    page.getByTestId('book-a-call').boundingBox(),
    page.getByTestId('help').boundingBox(),
  ])
  if (!card || !right || !wrong) throw new Error('not on the screen')
  const distance = (box: typeof right): number =>
    Math.max(0, card.y - (box.y + box.height), box.y - (card.y + card.height))
  expect(distance(right)).toBeLessThan(40)
  expect(distance(right)).toBeLessThan(distance(wrong))
}

/** Nothing is there: the page has asked, and the answer held no decision for the guide. */
const expectNotShownAgain = async (page: Page): Promise<void> => {
  const answer = page.waitForResponse((response) => response.url().endsWith('/v1/messages'))
  await page.reload()
  const { decisions } = await (await answer).json()
  expect(decisions).toEqual([])
  expect(await page.locator('waymark-guide').count()).toBe(0)
}

const expectSameStoryEverywhere = async (waymark: Waymark, alert: AlertBody): Promise<void> => {
  const lead = await until(async () => {
    const { leads, counts } = await waymark.get<LeadList>('/api/leads')
    expect(counts.open).toBe(1)
    return leads[0] as Lead
  })
  expect(lead).toMatchObject({ id: 'acme', pql: 'trial-pql', is: true, turn: 1 })
  expect(lead.reasons.map(({ says }) => says)).toEqual(alert.reasons.map(({ says }) => says))
  expect(lead.champion?.name).toBe(alert.champion?.name)
  expect(lead.history.length).toBeGreaterThan(0)
  await until(async () => {
    const account = await waymark.get<AccountDetail>(
      `/api/accounts/${encodeURIComponent(`${environment}/g/acme`)}`,
    )
    expect(account.journey.map(({ id, reached }) => [id, reached !== undefined])).toEqual([
      ['code-installed', true],
      ['feature-map-set-up', true],
    ])
    expect(account.lifecycle).toBe('pql')
  })
  await until(async () => {
    const dana = await waymark.get<PersonDetail>(
      `/api/people/${encodeURIComponent(`${environment}/u/dana`)}`,
    )
    expect(dana.messages).toContainEqual(
      expect.objectContaining({ guide: 'talk-to-us', status: 'dismissed' }),
    )
  })
}

const answerOf = async (waymark: Waymark, ...command: readonly string[]): Promise<unknown> => {
  const { status, out, err } = await waymark.command(...command, '--json')
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${err}`)
  return JSON.parse(out)
}

/** The command line tells what the API tells. */
const expectSameStoryInCommands = async (waymark: Waymark): Promise<void> => {
  const { leads } = await waymark.get<LeadList>('/api/leads')
  expect(await answerOf(waymark, 'pql', '--account', 'acme')).toMatchObject({ leads })
  expect(await answerOf(waymark, 'explain', 'dana')).toMatchObject({
    guides: [
      {
        guide: 'talk-to-us',
        shows: false,
        gates: [
          { gate: 'audience', is: true },
          { gate: 'caps', is: false },
        ],
      },
    ],
  })
  const told = await storedEvents(waymark, '--account', 'acme')
  const done = told.flatMap(({ type, event }) => (type === 'track' ? [event] : []))
  expect(done.filter((name) => !name.startsWith('$'))).toEqual([
    'Data Received',
    'Feature Mapped',
    'Feature Mapped',
  ])
  expect(done).toContain('$guide_dismissed')
}

/** The whole of story S3 through the public doors; the same on every deployment. */
export const s3 = async ({ waymark, crm, slack, browser }: Cast): Promise<Measured> => {
  await using files = await temporaryDirectory()
  const file = join(files.path, 's3.yaml')
  await writeFile(file, s3Definitions(crm.url, slack.url))
  expect(await waymark.command('apply', file)).toMatchObject({ status: 0 })
  const secret = await signingSecret(waymark, 'sdr-hook')
  await using host = await startHostApp({
    snippet: waymark.snippet,
    ingest: waymark.ingest,
    body: appBody,
    script: appScript,
  })
  const dana = await visit(await browser.newContext(), `${host.url}/app`)
  const { page, problems } = dana
  await signIn(dana)
  await sendFromServer(waymark, {
    type: 'track',
    event: 'Data Received',
    userId: 'dana',
    context: { groupId: 'acme' },
  })
  await page.getByTestId('map-feature').click()
  expect(crm.received).toEqual([])
  await page.getByTestId('map-feature').click()
  const card = page.getByRole('dialog', { name: 'You are set up' })
  await card.waitFor()
  const at = await page.evaluate(() => {
    const { clickedAt, cardAt } = window as unknown as { clickedAt: number; cardAt: number }
    return { clickedAt, cardAt }
  })
  await until(() => expect(crm.received.length * slack.received.length).toBeGreaterThan(0))
  const alert = oneAlert(crm, secret)
  expectWholeAlert(alert)
  expectSlackMessage(slack)
  await expectOnItsButton(page)
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'detached' })
  await expectSameStoryEverywhere(waymark, alert)
  await expectNotShownAgain(page)
  await expectSameStoryInCommands(waymark)
  expect(problems).toEqual([])
  // More of the same does not make sales hear again.
  await page.getByTestId('map-feature').click()
  await until(async () => {
    const { events } = await waymark.get<EventList>('/api/events', { event: 'Feature Mapped' })
    expect(events).toHaveLength(3)
  })
  expect(oneAlert(crm, secret)).toEqual(alert)
  return {
    eventToWebhookMs: (crm.received[0]?.at ?? 0) - at.clickedAt,
    eventToPaintMs: at.cardAt - at.clickedAt,
  }
}
