import type { Definition } from '@waymark/schemas'
import type { PeopleList } from '@waymark/schemas/api/people'
import type { Waymark as Sdk } from '@waymark/sdk'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { apply, environment, startUp, type Up } from '../support/waymark.ts'
import { visit } from './visit.ts'

const guide = (id: string, more: object = {}): Definition =>
  ({
    ...{ kind: 'guide', id, type: 'tooltip', target: { testid: 'new-product' } },
    steps: [
      { content: [{ heading: id }, { button: { label: 'Later', action: { snooze: '1d' } } }] },
    ],
    ...more,
  }) as Definition

const showing = (id: string, more: object = {}): Definition =>
  ({
    ...{ kind: 'engagement', id: `show-${id}`, audience: { did: { event: 'Signed Up' } } },
    send: [{ guide: id }],
    ...more,
  }) as Definition

const publish = async (waymark: Up, ...documents: readonly Definition[]): Promise<void> => {
  expect(await apply(waymark, documents)).toMatchObject({ ok: true })
}
const unpublish = (waymark: Up, id: string): Promise<unknown> =>
  waymark.post(`/api/drafts/guide/${id}/unpublish`, {
    env: environment,
    engagement: `show-${id}`,
  })

/** What the page says of a guide; undefined while it knows of none. */
const stateIn = (page: Page, id: string): Promise<string | undefined> =>
  page.evaluate((name) => {
    const { waymark } = window as unknown as { readonly waymark: Sdk }
    return waymark.guides.list().find((one) => one.guide === name)?.state
  }, id)

const body = '<h1>Acme</h1><button data-testid="new-product">New product</button>'
const running = new AsyncDisposableStack()
let waymark: Up
let browser: Browser
beforeAll(async () => {
  const data = running.use(await temporaryDirectory())
  waymark = running.use(await startUp({ data: data.path }))
  browser = running.use(await startBrowser())
})
afterAll(() => running.disposeAsync())

test('a page that is open shows what is published, and what is unpublished or has met its goal goes from it, without a reload', async () => {
  await using host = await startHostApp({ ...waymark, body })
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const { page, call, problems } = await visit(context, host.url)
  let loads = 0
  page.on('load', () => loads++)
  const card = page.locator('waymark-guide .card')
  await page.evaluate(() => {
    const { waymark } = window as unknown as { readonly waymark: Sdk }
    waymark.on('guide:seen', (detail) => Reflect.set(window, 'seen', detail.guide))
  })
  await call('identify', 'ada')
  await call('track', 'Signed Up')
  await expect
    .poll(async () => JSON.stringify(await waymark.get<PeopleList>('/api/people')))
    .toContain('ada')

  await publish(waymark, guide('welcome'), showing('welcome'))
  await card.getByRole('heading', { name: 'welcome' }).waitFor()
  // From here on nothing happens to her but what is published.
  await page.waitForFunction(() => Reflect.get(window, 'seen') === 'welcome')
  await unpublish(waymark, 'welcome')
  await card.waitFor({ state: 'detached' })

  await publish(
    waymark,
    guide('asked', { trigger: { after: { event: 'Asked' } } }),
    showing('asked'),
  )
  await expect.poll(() => stateIn(page, 'asked')).toBe('armed')
  await unpublish(waymark, 'asked')
  await expect.poll(() => stateIn(page, 'asked')).toBeUndefined()
  await call('track', 'Asked')

  await publish(
    waymark,
    guide('create'),
    showing('create', { goal: { did: { event: 'Product Created' } } }),
  )
  await card.getByRole('heading', { name: 'create' }).waitFor()
  expect(await card.count()).toBe(1)
  await call('track', 'Product Created')
  await card.waitFor({ state: 'detached' })
  expect([loads, ...problems]).toEqual([0])
})

test('whoever is new is shown their first guide in a moment, also on a page that may store nothing and so has no stream', async () => {
  await publish(
    waymark,
    guide('first'),
    showing('first', { audience: { not: { did: { event: 'Paid' } } } }),
  )
  const snippet = waymark.snippet.replace('data-key', 'data-storage="none" data-key')
  expect(snippet).not.toBe(waymark.snippet)
  await using host = await startHostApp({ ...waymark, snippet, body })
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const { page, problems } = await visit(context, host.url)
  const card = page.locator('waymark-guide .card')
  // Less than the half minute after which a page that is used goes on to ask.
  await card.getByRole('heading', { name: 'first' }).waitFor({ timeout: 20_000 })
  expect(problems).toEqual([])
})
