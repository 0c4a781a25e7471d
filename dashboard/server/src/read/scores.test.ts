import { type SubjectRow, subjectKey, type Transition } from '@waymark/schemas'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { LeadList } from '@waymark/schemas/api/leads'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { ProductEngagement, PublishedCohorts } from '@waymark/schemas/api/scores'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { factRow, insertRows, subjectRow, transitionRow } from '../support/rows.ts'

const day = 86_400_000
let d: OpenDashboard

const cbi = {
  kind: 'score',
  id: 'cbi',
  name: 'Behaviour index',
  level: 'person',
  core: [{ event: 'A' }, { event: 'B' }, { event: 'C' }, { event: 'D' }],
}
const lead = { kind: 'pql', id: 'lead', level: 'person', fit: { trait: { name: 'x', eq: 1 } } }

const reading = (days: number, breadth: number) => ({
  at: 1,
  value: 40,
  parts: {
    days: { raw: days, points: 50, adds: 12.5 },
    time: { raw: days * 10, points: 50, adds: 7.5 },
    breadth: { raw: breadth, points: 50, adds: 10 },
    depth: { raw: days, points: 50, adds: 7.5 },
    trend: { raw: 0.5, points: 50, adds: 7.5 },
  },
})

const person = (id: string, given: Partial<SubjectRow> & { readonly state?: string }): SubjectRow =>
  subjectRow({ subject: subjectKey('production', 'user', id), ...given })

const trial = (i: number): SubjectRow =>
  person(`u${i}`, {
    first_seen_ms: Date.now() - 2 * day,
    last_seen_ms: Date.now() - day,
    state: JSON.stringify({ score: { cbi: reading(i, 1 + (i % 4)) } }),
  })

beforeAll(async () => {
  d = await openDashboard()
  const documents = [cbi, lead]
  const applied = await d.send('POST', '/api/definitions/apply', { body: { documents } })
  expect(applied.status).toBe(200)
  await insertRows(d.store, {
    subjects: [
      ...Array.from({ length: 40 }, (_, i) => trial(i + 1)),
      ...Array.from({ length: 29 }, (_, i) => ({ ...trial(i + 50), lifecycle: 'customer' })),
      person('gone', { last_seen_ms: Date.now() - 40 * day, state: '{}' }),
      person('close', {
        name: 'Close',
        last_seen_ms: Date.now(),
        state: JSON.stringify({ almost: { lead: { met: 1, of: 2, missing: ['x is 1'] } } }),
      }),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const publish = async (): Promise<PublishedCohorts> =>
  (await d.send<PublishedCohorts>('POST', '/api/cohorts/publish', { body: {} })).body

const tableInForce = async () => {
  const { body } = await d.send<DefinitionList>('GET', '/api/definitions')
  const found = body.definitions.find(({ kind }) => kind === 'cohorts')
  return found?.definition.kind === 'cohorts' ? found : undefined
}

describe('the cohorts of a score', () => {
  it('are counted by lifecycle state and age, small ones left out, and put in force', async () => {
    expect(await publish()).toEqual({
      scores: [{ score: 'cbi', cohorts: 1, people: 40, what: 'published' }],
    })
    const table = await tableInForce()
    if (table?.definition.kind !== 'cohorts') throw new Error('no table is in force')
    const [only] = table.definition.cohorts
    expect(only).toMatchObject({ lifecycle: 'trial', age: 'week', people: 40 })
    expect(only?.parts.days[0]).toBe(1)
    expect(only?.parts.days[5]).toBeCloseTo(20.5)
    expect(only?.parts.days[10]).toBe(40)
    expect(only?.parts.guides).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  })

  it('that have not changed are not published again', async () => {
    const before = await tableInForce()
    expect((await publish()).scores[0]?.what).toBe('same')
    expect((await tableInForce())?.version).toBe(before?.version)
  })

  it('are published by who may write definitions only', async () => {
    const token = await d.tokenOf('analyst')
    const answer = await d.send('POST', '/api/cohorts/publish', { body: {}, token })
    expect(answer.status).toBe(403)
  })
})

it('a person’s page shows the score with what each part adds', async () => {
  const key = encodeURIComponent(subjectKey('production', 'user', 'u4'))
  const { body } = await d.send<PersonDetail>('GET', `/api/people/${key}`)
  expect(body.scores).toMatchObject([
    {
      id: 'cbi',
      name: 'Behaviour index',
      value: 40,
      parts: [{ part: 'days', raw: 4, adds: 12.5 }, {}, {}, {}, {}],
    },
  ])
})

describe('leads', () => {
  const turn = (at: number): Transition => ({
    t: 'pql',
    id: 'lead',
    is: true,
    at,
    turn: 1,
    reasons: [],
  })
  const bought = (at: number): Transition => ({ t: 'lifecycle', from: 'pql', to: 'customer', at })

  it('tell how many became customers after they had turned, and after how many days', async () => {
    const now = Date.now()
    const who = (n: number) => subjectKey('production', 'user', `u${n}`)
    await insertRows(d.store, {
      transitions: [
        transitionRow(who(1), 1, turn(now - 20 * day)),
        transitionRow(who(1), 2, bought(now - 16 * day)),
        transitionRow(who(2), 1, turn(now - 20 * day)),
        transitionRow(who(2), 2, bought(now - 11 * day)),
        transitionRow(who(3), 1, turn(now - 20 * day)),
        transitionRow(who(3), 2, bought(now - 5 * day)),
        transitionRow(who(4), 1, turn(now - 20 * day)),
        transitionRow(who(5), 1, bought(now - 30 * day)),
        transitionRow(who(5), 2, turn(now - 20 * day)),
      ],
    })
    const { body } = await d.send<LeadList>('GET', '/api/leads')
    expect(body.precision).toEqual([
      { pql: 'lead', turned: 5, won: 0, closed: 0, customers: 3, medianDays: 9 },
    ])
  })

  it('are listed beside those who are close, with what is missing', async () => {
    const { body } = await d.send<LeadList>('GET', '/api/leads')
    expect(body.almost).toMatchObject([
      { id: 'close', name: 'Close', pql: 'lead', met: 1, of: 2, missing: ['x is 1'] },
    ])
  })
})

it('product engagement is the mean of adoption, stickiness and growth', async () => {
  const now = Date.now()
  const did = (id: string, daysAgo: number) =>
    factRow({
      person: subjectKey('production', 'user', id),
      user_id: id,
      event: 'A',
      time_ms: now - daysAgo * day,
      received_ms: now - daysAgo * day,
    })
  await insertRows(d.store, {
    events: [
      ...[1, 2, 3, 4, 5, 6, 7].map((ago) => did('u1', ago)),
      did('u2', 3),
      did('old', 40),
      did('stays', 40),
      did('stays', 3),
      did('returns', 3),
    ],
    subjects: ['old', 'stays', 'returns'].map((id) =>
      person(id, { first_seen_ms: now - 90 * day, state: '{}' }),
    ),
  })
  const { body } = await d.send<ProductEngagement>('GET', '/api/product-engagement')
  expect(body).toMatchObject({ active: 4, new: 2, back: 1, lost: 1, growth: 100 })
  expect(body.stickiness).toBe(Math.round((100 * 10) / 28 / 4))
  expect(body.adoption).toBeGreaterThan(55)
  expect(body.adoption).toBeLessThan(70)
  const parts = [body.adoption, body.stickiness, body.growth].map((part) => part ?? 0)
  expect(body.score).toBe(Math.round(parts.reduce((sum, part) => sum + part, 0) / 3))
})
