import { dayMs, type JsonObject } from '@waymark/schemas'
import type { GuideNumbers, GuideNumbersList, GuideWay } from '@waymark/schemas/api/guide-numbers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { read as readFrom } from '../support/open-company.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { factRow, insertRows, subjectRow, toldRow, transitionRow } from '../support/rows.ts'

const now = Date.now()
const t0 = now - 5 * dayMs
const second = 1000
let d: OpenDashboard

const button = (label: string | object, action: object) => ({ button: { label, action } })

const tour = (second: string) => ({
  ...{ kind: 'guide', id: 'tour', name: 'First steps', type: 'tour' },
  steps: [
    {
      ...{ id: 'hello', kind: 'modal' },
      content: [
        { heading: { en: 'Welcome', de: 'Willkommen' } },
        button({ en: 'Show me', de: 'Zeig es' }, { next: true }),
        button('Later', { snooze: '1d' }),
      ],
    },
    { id: second, kind: 'modal', content: [{ text: 'Projects are here' }] },
    {
      ...{ id: 'end', kind: 'modal' },
      content: [{ heading: 'That is it' }, button('Finish', { complete: true })],
    },
  ],
})

const feed = {
  ...{ kind: 'guide', id: 'news', name: 'News', type: 'feed', launcher: { label: 'News' } },
  steps: [
    {
      id: 'dark',
      date: '2026-01-01',
      content: [{ heading: 'Dark mode' }],
      reactions: ['👍', '👎'],
    },
    { id: 'fast', date: '2026-01-02', content: [{ heading: 'Faster' }] },
  ],
}

const checklist = {
  ...{ kind: 'guide', id: 'list', name: 'Get going', type: 'checklist' },
  steps: [{ content: [{ heading: 'Get going' }] }],
  tasks: [
    { milestone: 'code', label: 'Install the code', action: { open: '/code' } },
    { milestone: 'team', label: 'Invite your team' },
  ],
}

const centre = {
  ...{ kind: 'guide', id: 'help', name: 'Help', type: 'resource-centre', steps: [] },
  launcher: { label: 'Help' },
  items: [
    { label: 'Docs', section: 'Read', action: { open: 'https://docs.example' } },
    { label: 'First steps', action: { start: 'tour' } },
  ],
}

const milestone = (id: string, level: string, order: number) => ({
  ...{ kind: 'milestone', id, level, order, value: id, reached: { did: { event: id } } },
})

interface Told {
  readonly guide?: string
  readonly decision?: string
  readonly at?: number
  readonly step?: string
  readonly by?: string
  readonly message?: string
  readonly version?: number
  readonly variant?: string
  readonly locale?: string
  readonly more?: JsonObject
}

/** What a page tells of a guide: of the tour, unless it says otherwise. */
const tells = (who: string, what: string, told: Told = {}) => {
  const { guide = 'tour', at = 0, version = 2, step, by, variant, more, message, locale } = told
  return toldRow(who, what, {
    ...(message === undefined ? {} : { message_id: message }),
    time_ms: t0 + at * second,
    context: { locale: locale ?? 'en' },
    properties: {
      ...{ guide, decision: told.decision ?? `d-${who}`, engagement: 'ask', version },
      ...(step !== undefined && { step }),
      ...(by !== undefined && { by }),
      ...(variant !== undefined && { variant }),
      ...more,
    },
  })
}

const apply = async (...documents: readonly object[]): Promise<void> => {
  const { status, body } = await d.send('POST', '/api/definitions/apply', { body: { documents } })
  expect([status, body]).toMatchObject([200, { ok: true }])
}

beforeAll(async () => {
  d = await openDashboard()
  await apply(milestone('code', 'account', 1), milestone('team', 'person', 2))
  await apply(tour('gone'))
  await apply(tour('projects'), feed, checklist, centre)
  await insertRows(d.store, {
    subjects: [
      subjectRow({ subject: 'production/u/ann', name: 'Ann Lee', account: 'acme' }),
      subjectRow({ subject: 'production/a/v1', merged_into: 'production/u/ann' }),
      subjectRow({ subject: 'production/u/bob', milestones: ['team'] }),
      subjectRow({ subject: 'production/u/cal' }),
      subjectRow({ subject: 'production/g/acme', milestones: ['code'] }),
    ],
    transitions: [
      transitionRow('production/a/v1', 1, { t: 'merged', into: 'production/u/ann', at: t0 }),
    ],
    events: [
      // Ann: as a visitor, then by name; one message twice; to the end in 90 seconds.
      tells('v1', 'rendered', { decision: 'd1', step: 'hello', variant: 'a' }),
      tells('v1', 'seen', { decision: 'd1', step: 'hello', at: 1, variant: 'a' }),
      tells('v1', 'clicked', {
        decision: 'd1',
        step: 'hello',
        by: 'Show me',
        at: 5,
        variant: 'a',
        message: 'twice',
      }),
      tells('v1', 'clicked', {
        decision: 'd1',
        step: 'hello',
        by: 'Show me',
        at: 5,
        variant: 'a',
        message: 'twice',
      }),
      tells('ann', 'seen', { decision: 'd1', step: 'projects', at: 6, variant: 'a' }),
      tells('ann', 'clicked', {
        decision: 'd1',
        step: 'projects',
        by: 'next',
        at: 60,
        variant: 'a',
      }),
      tells('ann', 'clicked', { decision: 'd1', step: 'end', by: 'Finish', at: 90, variant: 'a' }),
      tells('ann', 'completed', {
        decision: 'd1',
        step: 'end',
        by: 'Finish',
        at: 90,
        variant: 'a',
      }),
      // Bob: on two tabs, closes at the second step. Cal sees it and goes; Dee reads German and says "later".
      tells('bob', 'rendered', { step: 'hello', variant: 'b' }),
      tells('bob', 'rendered', { step: 'hello', at: 3, variant: 'b' }),
      tells('bob', 'clicked', { step: 'hello', by: 'Show me', at: 4, variant: 'b' }),
      tells('bob', 'dismissed', { step: 'projects', by: 'escape', at: 9, variant: 'b' }),
      tells('cal', 'rendered', { step: 'hello', locale: 'en-GB' }),
      tells('dee', 'rendered', { step: 'hello', locale: 'de_CH' }),
      tells('dee', 'snoozed', { step: 'hello', at: 2, locale: 'de_CH', more: { for: '1d' } }),
      // Eve met the version of before, with a step that is gone; somebody sends what is nowhere.
      tells('eve', 'rendered', { step: 'hello', version: 1 }),
      tells('eve', 'seen', { step: 'gone', version: 1, at: 2 }),
      tells('fay', 'clicked', { step: 'nowhere', by: 'Hack', version: 0 }),
      // Not on anybody's screen, an author's, another environment's, before the range.
      tells('gus', 'missed', { step: 'hello', more: { reason: 'missing' } }),
      tells('gus', 'armed'),
      tells('gus', 'rendered', { decision: 'preview', version: 0 }),
      factRow({
        ...{ env: 'staging', person: 'staging/u/gus', event: '$guide_rendered', time_ms: t0 },
        properties: { guide: 'tour', decision: 'd9', version: 2 },
      }),
      tells('hal', 'rendered', { step: 'hello', at: -40 * 86_400 }),
      tells('hal', 'completed', { step: 'end', by: 'Finish', at: -40 * 86_400 + 10 }),
      // The feed, the checklist and the resource centre.
      tells('ann', 'rendered', { guide: 'news', step: '1' }),
      tells('ann', 'clicked', { guide: 'news', step: '1', by: 'open', at: 1 }),
      tells('ann', 'answered', {
        guide: 'news',
        at: 1,
        more: { answers: { dark: 'read', fast: 'read' } },
      }),
      tells('ann', 'answered', { guide: 'news', at: 2, more: { answers: { dark: '👎' } } }),
      tells('ann', 'answered', { guide: 'news', at: 3, more: { answers: { dark: '👍' } } }),
      tells('bob', 'answered', { guide: 'news', at: 3, more: { answers: { dark: '👎' } } }),
      tells('bob', 'answered', { guide: 'news', at: 4, more: { answers: { dark: 'read' } } }),
      tells('cal', 'answered', { guide: 'news', at: 4, more: { answers: { nowhere: '💣' } } }),
      ...['v1', 'bob', 'cal'].map((who) => tells(who, 'rendered', { guide: 'list', step: '1' })),
      tells('cal', 'clicked', { guide: 'list', step: '1', by: 'Install the code', at: 3 }),
      tells('ann', 'rendered', { guide: 'help', step: '1' }),
      tells('ann', 'clicked', { guide: 'help', step: '1', by: 'open', at: 1 }),
      tells('ann', 'clicked', { guide: 'help', step: '1', by: 'Docs', at: 2 }),
      tells('ann', 'clicked', { guide: 'help', step: '1', by: 'Docs', at: 3 }),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const numbers = (id = 'tour', more = '') =>
  readFrom<GuideNumbers>(d, `/api/guide-numbers/${id}?${more}`)

const waysOf = (ways: readonly GuideWay[]) =>
  ways.map(({ deed, by, source, people, times }) => [deed, by, source, people, times])

it('counts each person once, whoever they were then, and each message once', async () => {
  expect(await numbers()).toMatchObject({
    ...{ name: 'First steps', type: 'tour', inForce: true, version: 2 },
    // Ann, Bob, Cal, Dee, Eve and Fay; Bob on two tabs, Fay never painted.
    shown: { people: 6, times: 6 },
    seen: { people: 2, times: 3 },
    clicked: { people: 3, times: 5 },
    snoozed: { people: 1, times: 1 },
    dismissed: { people: 1, times: 1 },
    completed: { people: 1, times: 1 },
    toComplete: { showings: 1, quarter: 90_000, half: 90_000, most: 90_000 },
  })
})

it('says of each step who came to it, who stopped there and what they clicked', async () => {
  const { steps } = await numbers()
  expect(
    steps.map(({ id, name, inForce, reached, stopped }) => [id, name, inForce, reached, stopped]),
  ).toEqual([
    ['hello', 'Welcome', true, 5, 2],
    ['projects', 'Projects are here', true, 2, 1],
    ['end', 'That is it', true, 1, 0],
    ['gone', 'Projects are here', false, 1, 1],
    ['nowhere', '', false, 1, 1],
  ])
  const [hello, projects, end] = steps
  expect(waysOf(hello?.ways ?? [])).toEqual([
    ['clicked', 'Show me', 'content', 2, 2],
    ['clicked', 'Later', 'content', 0, 0],
  ])
  expect(waysOf(projects?.ways ?? [])).toEqual([
    ['dismissed', 'escape', 'own', 1, 1],
    ['clicked', 'next', 'own', 1, 1],
  ])
  expect(end).toMatchObject({ completed: { people: 1 }, clicked: { people: 1 } })
})

it('asks for one version or variant, and says which there are', async () => {
  const first = await numbers('tour', 'version=1')
  expect(first.shown).toEqual({ people: 1, times: 1 })
  expect(first.steps.map(({ id, reached }) => [id, reached])).toEqual([
    ['hello', 1],
    ['projects', 0],
    ['end', 0],
    ['gone', 1],
  ])
  expect(first.versions).toEqual([
    { version: 2, shown: 4 },
    { version: 1, shown: 1 },
  ])
  expect((await numbers('tour', 'variant=b')).shown).toEqual({ people: 1, times: 2 })
  const { variants, languages } = await numbers('tour', 'variant=b')
  expect(variants).toEqual([
    { id: 'a', shown: 1, clicked: 1, completed: 1 },
    { id: 'b', shown: 1, clicked: 1, completed: 0 },
  ])
  expect(languages).toEqual([{ id: 'en', shown: 1, clicked: 1, completed: 0 }])
  expect((await numbers()).languages).toEqual([
    { id: 'en', shown: 5, clicked: 3, completed: 1 },
    { id: 'de', shown: 1, clicked: 0, completed: 0 },
  ])
})

it('counts what happened in the range: 30 days unless it says otherwise, as long as is kept', async () => {
  const all = await numbers('tour', 'from=0')
  expect(all).toMatchObject({ shown: { people: 7 }, completed: { people: 2 } })
  expect(all.toComplete).toMatchObject({ showings: 2, half: 50_000, quarter: 30_000, most: 82_000 })
  // Cut in two, it says of each part what happened in it: nobody completes what they were not shown.
  const late = await numbers('tour', `from=${t0 + 60 * second}`)
  expect(late).toMatchObject({ shown: { people: 1, times: 0 }, completed: { people: 1 } })
  expect(late).not.toHaveProperty('toComplete')
  const refused = await d.send('GET', `/api/guide-numbers/tour?from=${now}&to=${t0}`)
  expect(refused).toMatchObject({ status: 400, body: { error: { at: 'query.from' } } })
  expect((await d.send('GET', '/api/guide-numbers/nobody')).status).toBe(404)
})

it('says of a feed who read each post, and what they answered last', async () => {
  const news = await numbers('news')
  expect(news).toMatchObject({ opened: { people: 1, times: 1 }, steps: [], shown: { people: 3 } })
  expect(news.posts).toEqual([
    {
      ...{ id: 'dark', name: 'Dark mode', date: '2026-01-01', inForce: true, read: 2 },
      reactions: [
        { reaction: '👍', people: 1 },
        { reaction: '👎', people: 0 },
      ],
    },
    { id: 'fast', name: 'Faster', date: '2026-01-02', inForce: true, read: 1, reactions: [] },
  ])
})

it('says of a checklist which tasks are done, by a person or by their account', async () => {
  const list = await numbers('list')
  expect(list.shown.people).toBe(3)
  expect(list.tasks).toEqual([
    {
      ...{ milestone: 'code', name: 'Install the code', inForce: true, done: 1 },
      opened: { people: 1, times: 1 },
    },
    {
      ...{ milestone: 'team', name: 'Invite your team', inForce: true, done: 1 },
      opened: { people: 0, times: 0 },
    },
  ])
})

it('says of a resource centre what was opened, and what nobody opened', async () => {
  expect((await numbers('help')).items).toEqual([
    { name: 'Docs', section: 'Read', opened: { people: 1, times: 2 } },
    { name: 'First steps', opened: { people: 0, times: 0 } },
  ])
})

it('exports every count as a line', async () => {
  const csv = await d.send<string>('GET', '/api/guide-numbers/tour/numbers.csv?env=production')
  expect(csv.headers.get('content-disposition')).toMatch(/filename="production-tour-.*\.csv"$/)
  const [head, ...lines] = csv.body.trimEnd().split('\r\n')
  expect(head).toBe('guide,from,to,of,id,name,what,by,people,times')
  expect(lines.some((line) => line.endsWith(',step,hello,Welcome,clicked,Show me,2,2'))).toBe(true)
  const ndjson = await d.send<string>('GET', '/api/guide-numbers/news/numbers.ndjson')
  const told: readonly JsonObject[] = ndjson.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(told).toContainEqual(
    expect.objectContaining({ of: 'post', id: 'dark', what: 'reacted', by: '👍', people: 1 }),
  )
})

it('lists all guides with the same figures, shown to most first; what is unpublished keeps its numbers', async () => {
  const list = async () => (await readFrom<GuideNumbersList>(d, '/api/guide-numbers')).guides
  const before = await list()
  expect(before.map(({ id }) => id)).toEqual(['tour', 'list', 'news', 'help'])
  for (const item of before) {
    const { shown, clicked, dismissed, completed } = await numbers(item.id)
    expect(item).toMatchObject({ shown, clicked, dismissed, completed })
  }
  expect((await d.send('DELETE', '/api/definitions/guide/news')).status).toBeLessThan(300)
  expect((await list()).find(({ id }) => id === 'news')).toMatchObject({
    ...{ inForce: false, shown: { people: 3 } },
  })
  expect(await numbers('news')).toMatchObject({ inForce: false, opened: { people: 1 } })
})
