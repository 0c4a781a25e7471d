import type { EventItem, PeopleList, Timeline } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { environment, startUp, type Waymark } from '../support/waymark.ts'
import { visit } from './visit.ts'

const everyone = async (waymark: Waymark): Promise<PeopleList['people']> =>
  (await waymark.get<PeopleList>('/api/people', { anonymous: 1 })).people

const historyOf = async (waymark: Waymark, userId: string): Promise<readonly EventItem[]> => {
  const subject = encodeURIComponent(`${environment}/u/${userId}`)
  const { items } = await waymark.get<Timeline>(`/api/people/${subject}/timeline`)
  return items.flatMap((item) => (item.kind === 'event' ? [item.event] : []))
}

const namesIn = (events: readonly EventItem[]): readonly string[] =>
  events.map(({ type, event }) => (type === 'track' ? event : type)).toReversed()

test('a visitor who signs in is one person, with what was done before; the next one on the same computer is another', {
  timeout: 60_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  const computer = await browser.newContext()
  const first = await visit(computer, `${host.url}/pricing`)
  const second = await visit(computer, `${host.url}/docs`)
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
  // The other tab has heard of it.
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

  await first.call('reset')
  await second.call('track', 'Tour Watched')
  await first.call('identify', 'cleo', { name: 'Cleo' })
  await first.call('track', 'Report Opened')
  await until(async () => {
    const people = await everyone(waymark)
    expect(people.map(({ id }) => id).toSorted()).toEqual(['ben', 'cleo'])
    expect(namesIn(await historyOf(waymark, 'cleo'))).toEqual([
      'Tour Watched',
      'identify',
      'Report Opened',
    ])
  })
  expect(await historyOf(waymark, 'ben')).toHaveLength(7)
  expect([...first.problems, ...second.problems]).toEqual([])
})
