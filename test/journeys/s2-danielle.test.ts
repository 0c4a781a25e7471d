import type { PersonDetail } from '@waymark/schemas/api/people'
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { type HostApp, startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, environment, startUp, type Waymark } from '../support/waymark.ts'
import { sendFromServer } from './send-from-server.ts'
import { type Visit, visit } from './visit.ts'

const body = `<h1>Acme</h1><button data-testid="copy-code">Copy code</button>`

const prepare = (waymark: Waymark) =>
  apply(waymark, [
    {
      kind: 'milestone',
      id: 'product-created',
      level: 'person',
      order: 1,
      started: { did: { event: 'Tutorial Finished' } },
      reached: { did: { event: 'Product Created' } },
    },
    {
      kind: 'milestone',
      id: 'code-installed',
      level: 'person',
      order: 2,
      reached: { did: { event: 'Data Received' } },
    },
    {
      kind: 'guide',
      id: 'install-the-code',
      type: 'tooltip',
      target: { testid: 'copy-code', role: 'button', name: 'Copy code' },
      trigger: { url: '/products**', after: { element: 'visible' } },
      steps: [
        {
          content: [
            { heading: 'One line to go' },
            { text: 'Paste the code, and your first event shows here.' },
          ],
        },
      ],
    },
    {
      kind: 'engagement',
      id: 'remind-to-install',
      audience: {
        all: [
          { milestone: { id: 'product-created' } },
          { not: { milestone: { id: 'code-installed' } } },
        ],
      },
      send: [{ guide: 'install-the-code' }],
      goal: { milestone: { id: 'code-installed' } },
      caps: { 'per-person': { max: 3, within: '1d' } },
    },
  ])

/** A day at the computer: nothing is left of the day before but what the server knows. */
const logIn = async (browser: Browser, host: HostApp, path: string): Promise<Visit> => {
  const today = await visit(await browser.newContext(), `${host.url}${path}`)
  await today.call('identify', 'danielle', { name: 'Danielle' })
  return today
}

const danielle = (waymark: Waymark): Promise<PersonDetail> =>
  waymark.get(`/api/people/${encodeURIComponent(`${environment}/u/danielle`)}`)

const reminderIn = ({ page }: Visit) => page.getByRole('dialog', { name: 'One line to go' })

test('Danielle makes a product on her first day, is reminded of the code on the next, installs it, and is left alone', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body })
  await using browser = await startBrowser()
  await prepare(waymark)

  const firstDay = await logIn(browser, host, '/welcome')
  for (const done of ['Signed Up', 'Tutorial Finished', 'Product Created']) {
    await firstDay.call('track', done)
  }
  await until(async () => {
    const { journey, messages } = await danielle(waymark)
    expect(journey[0]).toMatchObject({ id: 'product-created', reached: expect.any(Number) })
    expect(messages).toMatchObject([{ guide: 'install-the-code', status: 'decided' }])
  })
  expect(await reminderIn(firstDay).count()).toBe(0)
  await firstDay.page.context().close()

  const nextDay = await logIn(browser, host, '/products/1')
  await reminderIn(nextDay).waitFor()
  await nextDay.page.keyboard.press('Escape')
  await reminderIn(nextDay).waitFor({ state: 'detached' })
  await sendFromServer(waymark, { type: 'track', event: 'Data Received', userId: 'danielle' })
  await until(async () => {
    const { journey, messages } = await danielle(waymark)
    expect(journey.every(({ reached }) => reached !== undefined)).toBe(true)
    expect(messages.map(({ status }) => status)).toContain('dismissed')
    expect(messages.filter(({ status }) => status === 'decided')).toEqual([])
  })
  await nextDay.page.context().close()

  const dayAfter = await visit(await browser.newContext(), `${host.url}/products/1`)
  const answer = dayAfter.page.waitForResponse(
    async (response) =>
      response.url().endsWith('/v1/messages') && (await response.json()).for?.userId === 'danielle',
  )
  await dayAfter.call('identify', 'danielle')
  expect((await (await answer).json()).decisions).toEqual([])
  expect(await reminderIn(dayAfter).count()).toBe(0)
  expect([firstDay, nextDay, dayAfter].flatMap(({ problems }) => problems)).toEqual([])
})
