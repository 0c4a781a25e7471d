import type { EventItem } from '@waymark/schemas/api/events'
import type { PeopleList } from '@waymark/schemas/api/people'
import type { Timeline } from '@waymark/schemas/api/timeline'
import type { MessagesRequest } from '@waymark/schemas/wire/messages'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { environment, startUp, type Waymark } from '../support/waymark.ts'
import { type Visit, visit } from './visit.ts'

const everyone = async (waymark: Waymark): Promise<PeopleList['people']> =>
  (await waymark.get<PeopleList>('/api/people', { anonymous: 1 })).people

const historyOf = async (
  waymark: Waymark,
  id: string,
  kind: 'u' | 'a' = 'u',
): Promise<readonly EventItem[]> => {
  const subject = encodeURIComponent(`${environment}/${kind}/${id}`)
  const { items } = await waymark.get<Timeline>(`/api/people/${subject}/timeline`)
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))
}

const namesIn = (events: readonly EventItem[]): readonly string[] =>
  events.map(({ type, event }) => (type === 'track' ? event : type)).toReversed()

/** Whom a tab takes its visitor for: whom it asked messages for last. */
const visitorOf = ({ page }: Visit): (() => MessagesRequest | undefined) => {
  let asked: MessagesRequest | undefined
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/v1/messages')) asked = request.postDataJSON()
  })
  return () => asked
}

test('a visitor who signs in is one person, with what was done before; the next one on the same computer is another', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  const computer = await browser.newContext()
  const first = await visit(computer, `${host.url}/pricing`)
  const second = await visit(computer, `${host.url}/docs`)
  const inSecond = visitorOf(second)
  await first.call('track', 'Pricing Compared')
  await second.call('track', 'Docs Read')

  // Two tabs of one visitor.
  await until(async () => {
    const people = await everyone(waymark)
    expect(people).toMatchObject([{ known: false }])
  })

  await first.call('identify', 'ben', { name: 'Ben' })
  await first.call('track', 'Project Created')
  await until(async () =>
    expect(await everyone(waymark)).toMatchObject([{ id: 'ben', known: true, name: 'Ben' }]),
  )
  // The other tab hears of it.
  await until(() => expect(inSecond()).toMatchObject({ userId: 'ben' }))
  await second.call('track', 'Project Opened')
  await until(async () => {
    const history = await historyOf(waymark, 'ben')
    expect(history.find(({ event }) => event === 'Project Opened')?.userId).toBe('ben')
    expect(namesIn(history).toSorted()).toEqual([
      'Docs Read',
      'Pricing Compared',
      'Project Created',
      'Project Opened',
      'identify',
      'page',
      'page',
    ])
  })
  expect(await everyone(waymark)).toHaveLength(1)

  // Signed out, in the other tab too: whoever comes next is not Ben. Each step waits until the server has the one before,
  // because clocks are corrected batch by batch and the order of two batches in flight is open.
  await first.call('reset')
  await until(() => expect(inSecond()).not.toHaveProperty('userId'))
  await until(async () => {
    const people = await everyone(waymark)
    expect(people.map(({ known }) => known).toSorted()).toEqual([false, true])
  })
  await second.call('track', 'Tour Watched')
  await until(async () => {
    const visitor = (await everyone(waymark)).find(({ known }) => !known)
    const history = await historyOf(waymark, visitor?.id ?? '', 'a')
    expect(namesIn(history)).toEqual(['page', 'Tour Watched'])
  })
  await first.call('identify', 'cleo', { name: 'Cleo' })
  await until(async () => {
    const people = await everyone(waymark)
    expect(people.map(({ id }) => id).toSorted()).toEqual(['ben', 'cleo'])
  })
  await first.call('track', 'Report Opened')
  await until(async () => {
    expect(namesIn(await historyOf(waymark, 'cleo'))).toEqual([
      'page',
      'Tour Watched',
      'identify',
      'Report Opened',
    ])
  })
  expect(await historyOf(waymark, 'ben')).toHaveLength(7)
  expect([...first.problems, ...second.problems]).toEqual([])
})
