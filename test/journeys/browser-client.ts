import type { EventItem } from '@waymark/schemas/api/events'
import { expect } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { serveClientPage, type WatchedPage, watchPage } from './client-page.ts'
import { storedEvents } from './stored-events.ts'

/** A published client in a page of somebody's app, sending to a Waymark of its own. */
interface OpenClient extends WatchedPage, AsyncDisposable {
  readonly waymark: Waymark
  /** The page's address. */
  readonly url: string
}

/** Starts all of it; the page is yet to be opened. */
export const openClient = async (script: (waymark: Waymark) => string): Promise<OpenClient> => {
  await using stack = new AsyncDisposableStack()
  const data = stack.use(await temporaryDirectory())
  const waymark = stack.use(await startUp({ data: data.path }))
  const host = stack.use(await serveClientPage(script(waymark)))
  const browser = stack.use(await startBrowser())
  const watched = await watchPage(browser)
  const all = stack.move()
  return { ...watched, waymark, url: host.url, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

/** What was done: the name of what is tracked, the type of the rest. */
export const deedsOf = (stored: readonly EventItem[]): readonly string[] =>
  stored.map(({ type, event }) => (type === 'track' ? event : type))

/** Ann compared plans on a page, signed in as somebody of Acme and started a trial; all of it is stored as hers. */
export const expectAnnsTrial = async (
  { waymark, url }: Pick<OpenClient, 'waymark' | 'url'>,
  stored: readonly EventItem[],
): Promise<void> => {
  const track = (name: string) => stored.find(({ event }) => event === name)
  expect(stored.find(({ type }) => type === 'page')).toMatchObject({
    properties: { url, path: '/pricing' },
  })
  expect(track('Plan Compared')).toMatchObject({ properties: { plans: 3 }, source: 'browser' })
  expect(track('Trial Started')).toMatchObject({ userId: 'ann' })
  // What was done before the sign-in is the same person's.
  expect(await storedEvents(waymark, '--person', 'ann')).toHaveLength(stored.length)
  expect((await waymark.command('state', 'ann', '--json')).out).toContain('"Ann"')
  expect((await waymark.command('state', 'account:acme', '--json')).out).toContain('45')
}
