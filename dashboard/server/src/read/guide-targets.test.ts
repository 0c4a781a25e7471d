import type { JsonObject } from '@waymark/schemas'
import type { GuideTargetList } from '@waymark/schemas/api/guide-targets'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { factRow, insertRows } from '../support/rows.ts'

const day = 86_400_000
const now = Date.now()
const today = Math.floor(now / day) * day
let d: OpenDashboard

/** Some people told the same of a guide, one after another, on a day before today. */
const told = (
  people: readonly string[],
  event: '$guide_rendered' | '$guide_missed',
  of: {
    readonly guide: string
    readonly path: string
    readonly daysAgo: number
    readonly more?: JsonObject
  },
) =>
  people.map((person, at) =>
    factRow({
      event,
      person: `production/u/${person}`,
      user_id: person,
      time_ms: Math.min(now, today - of.daysAgo * day + at),
      properties: { guide: of.guide, ...of.more },
      context: { page: { path: of.path } },
    }),
  )

const people = (count: number, letter = 'p') =>
  Array.from({ length: count }, (_, i) => `${letter}${i}`)

beforeAll(async () => {
  d = await openDashboard()
  const invite = { guide: 'invite', path: '/settings' }
  const welcome = { guide: 'welcome', path: '/' }
  await insertRows(d.store, {
    events: [
      ...told(people(6), '$guide_rendered', { ...invite, daysAgo: 5 }),
      ...told(people(4, 'q'), '$guide_missed', {
        ...{ ...invite, daysAgo: 3 },
        more: { reason: 'missing' },
      }),
      ...told(people(3, 'r'), '$guide_missed', {
        ...{ ...invite, daysAgo: 2 },
        more: { reason: 'refused' },
      }),
      // One who missed it again, and what says nothing of the element.
      ...told(['q0'], '$guide_missed', { ...invite, daysAgo: 1, more: { reason: 'missing' } }),
      ...told(['s'], '$guide_missed', { ...invite, daysAgo: 1, more: { reason: 'left_page' } }),
      ...told(people(5), '$guide_rendered', {
        ...{ ...welcome, daysAgo: 1 },
        more: { score: 0.7, drift: 'name,within' },
      }),
      ...told(people(4), '$guide_rendered', { ...welcome, path: '/home', daysAgo: 1 }),
      ...told(people(1), '$guide_missed', {
        ...{ ...welcome, path: '/home', daysAgo: 0 },
        more: { reason: 'occluded' },
      }),
      ...told(people(2), '$guide_rendered', { guide: 'tour', path: '/', daysAgo: 1 }),
      ...told(people(9), '$guide_missed', {
        ...{ guide: 'old', path: '/', daysAgo: 20 },
        more: { reason: 'missing' },
      }),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const read = async () => (await d.send<GuideTargetList>('GET', '/api/guide-targets')).body

it('says since when a guide has not found its element on a page, and for how many people', async () => {
  const [lost] = (await read()).targets
  expect(lost).toMatchObject({
    ...{ guide: 'invite', path: '/settings', state: 'lost' },
    ...{ found: 6, missed: 7, missedSince: 7 },
    since: today - 3 * day,
    lastFound: today - 5 * day + 5,
    reasons: [
      { reason: 'missing', people: 4 },
      { reason: 'refused', people: 3 },
    ],
  })
})

it('counts people by day, over two weeks that end today', async () => {
  const { targets, from } = await read()
  expect(from).toBe(today - 13 * day)
  const days = targets[0]?.days.map(({ found, missed }) => [found, missed])
  expect(days?.length).toBe(14)
  expect(days?.slice(8)).toEqual([
    [6, 0],
    [0, 0],
    [0, 4],
    [0, 3],
    [0, 1],
    [0, 0],
  ])
})

it('tells drift, pages that miss it sometimes, and what is as it was; nothing that is long past', async () => {
  const { targets } = await read()
  expect(targets.map(({ guide, path, state }) => [guide, path, state])).toEqual([
    ['invite', '/settings', 'lost'],
    ['welcome', '/home', 'sometimes'],
    ['welcome', '/', 'drifted'],
    ['tour', '/', 'found'],
  ])
  expect(targets[2]).toMatchObject({ score: 0.7, drift: ['name', 'within'], missed: 0 })
})

it('a slideout without any target was said to be not found, and two of many to be the usual', async () => {
  const slide = {
    ...{ kind: 'guide', id: 'slide', type: 'slideout' },
    steps: [{ content: [{ heading: 'Here' }] }],
  }
  const tip = { ...slide, id: 'tip', type: 'tooltip', target: { testid: 'tip' } }
  await d.send('POST', '/api/definitions/apply', { body: { documents: [slide, tip] } })
  const of = (guide: string, more: JsonObject) => ({
    ...{ guide, path: '/slide', daysAgo: 0 },
    more: { version: 1, ...more },
  })
  await insertRows(d.store, {
    events: [
      ...told(people(3), '$guide_missed', of('slide', { reason: 'occluded' })),
      ...told(people(4), '$guide_rendered', of('slide', {})),
      ...told(people(52), '$guide_rendered', of('tip', { score: 1 })),
      ...told(people(2, 'z'), '$guide_rendered', of('tip', { score: 0.9, drift: 'name' })),
    ],
  })
  const onPage = async () => (await read()).targets.filter(({ path }) => path === '/slide')
  expect(await onPage()).toMatchObject([
    { guide: 'tip', state: 'found', times: 54, drifted: 2, drift: ['name'] },
  ])
  await insertRows(d.store, {
    events: told(['z2'], '$guide_rendered', of('tip', { score: 0.9, drift: 'name' })),
  })
  expect(await onPage()).toMatchObject([{ state: 'drifted', times: 55, drifted: 3 }])
})

it('a guide that was published anew was still said to have lost the element of the version before', async () => {
  const tip = (testid: string) => ({
    ...{ kind: 'guide', id: 'again', type: 'tooltip', target: { testid } },
    steps: [{ content: [{ heading: 'Here' }] }],
  })
  const publish = (testid: string) =>
    d.send('POST', '/api/definitions/apply', { body: { documents: [tip(testid)] } })
  const at = { guide: 'again', path: '/again' }
  const missed = (version: number) => ({
    ...{ ...at, daysAgo: 1 },
    more: { version, reason: 'missing' },
  })
  const own = async () => (await read()).targets.filter(({ guide }) => guide === 'again')
  await publish('old')
  await insertRows(d.store, { events: told(people(5), '$guide_missed', missed(1)) })
  expect(await own()).toMatchObject([{ state: 'lost', missed: 5 }])
  await publish('new')
  expect(await own()).toEqual([])
  const found = { ...at, daysAgo: 0, more: { version: 2, score: 1 } }
  await insertRows(d.store, { events: told(people(2, 'z'), '$guide_rendered', found) })
  expect(await own()).toMatchObject([{ state: 'found', found: 2, missed: 0 }])
})
