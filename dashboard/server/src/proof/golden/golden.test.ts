import type { FactRow } from '@waymark/schemas'
import type { GoldenFeatures } from '@waymark/schemas/api/golden'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDashboard, openDashboard } from '../../support/open-dashboard.ts'
import { factRow, insertRows, transitionRow } from '../../support/rows.ts'

/** People whose first days are made up, so that it is known what goes with what; on a real ClickHouse. */

const day = 86_400_000
const env = 'production'
const long = 60_000

let d: OpenDashboard
let now = 0

/** Mulberry32: the same seed makes the same people. */
const chance = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

const key = (i: number): string => `${env}/u/p${i}`

const did = (i: number, at: number, what: string | Partial<FactRow>) =>
  factRow({
    env,
    person: key(i),
    user_id: `p${i}`,
    time_ms: at,
    ...(typeof what === 'string' ? { event: what } : what),
  })

const reached = (i: number, at: number) => ({
  ...transitionRow(key(i), at, { t: 'milestone', id: 'value', what: 'reached', at }),
  definition: 'value',
})

const common = 12
const noise = Array.from({ length: common }, (_, n) => `Noise ${n}`)

/** Somebody of the 400 who can be judged. */
const judged = (i: number, random: () => number) => {
  const born = now - 20 * day
  const invites = random() < 0.4
  const events = [did(i, born, 'Signed Up')]
  if (invites)
    for (let n = 0; n < 3; n++) events.push(did(i, born + (n + 1) * 3_600_000, 'Invited'))
  else if (random() < 0.5) events.push(did(i, born + 3_600_000, 'Invited'))
  if (random() < 0.5) events.push(did(i, born + 5 * day, 'Late'))
  for (const event of noise) if (random() < 0.4) events.push(did(i, born + 7_200_000, event))
  if (invites) events.push(did(i, born + 60_000, { event: '/team', type: 'page' }))
  if (invites) events.push(did(i, born + 90_000, { event: '$click', properties: { wm: 'invite' } }))
  if (invites) events.push(did(i, born + 95_000, '$guide_seen'))
  const isThere = random() < (invites ? 0.7 : 0.2)
  if (isThere) events.push(did(i, born + 4 * day, 'Valued'))
  return { events, transitions: isThere ? [reached(i, born + 4 * day)] : [] }
}

beforeAll(async () => {
  d = await openDashboard()
  now = d.now()
  const random = chance(7)
  const people = Array.from({ length: 400 }, (_, i) => judged(i, random))
  // Too young to judge, all of them with what goes with value; and who had value at once.
  const young = Array.from({ length: 150 }, (_, i) => did(1000 + i, now - 3 * day, 'Invited'))
  const quick = Array.from({ length: 30 }, (_, i) => did(2000 + i, now - 20 * day, 'Noise 0'))
  await insertRows(d.store, {
    events: [...people.flatMap(({ events }) => events), ...young, ...quick],
    transitions: [
      ...people.flatMap(({ transitions }) => transitions),
      ...quick.map((_, i) => reached(2000 + i, now - 20 * day + 60_000)),
    ],
  })
  const documents = [
    {
      kind: 'milestone',
      id: 'value',
      name: 'Value',
      level: 'person',
      order: 1,
      reached: { did: { event: 'Valued' } },
    },
    { kind: 'feature', id: 'inviting', name: 'Inviting', used: [{ click: { wm: 'invite' } }] },
  ]
  const applied = await d.send('POST', '/api/definitions/apply', { body: { env, documents } })
  expect(applied.status).toBe(200)
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const golden = async (query: string) => {
  const { status, body } = await d.send<GoldenFeatures>('GET', `/api/golden?env=${env}&${query}`)
  expect([status, body]).toEqual([200, expect.anything()])
  return body
}

test(
  'what goes with value is found, as event, page and feature, and nothing else is',
  async () => {
    const { items, target, people, tried } = await golden('target=value')
    expect(target).toEqual({ id: 'milestone:value', name: 'Value' })
    expect(people).toBe(400)
    const found = items.filter(({ strength }) => strength !== 'chance')
    expect(found.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'event Invited',
      'feature Inviting',
      'page /team',
    ])
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(noise))
    expect(tried).toBeGreaterThan(common)
    const invited = found.find(({ id }) => id === 'Invited')
    expect(invited).toMatchObject({ times: 2, strength: 'high' })
    expect(invited?.phi).toBeGreaterThan(0.4)
    expect(invited?.says).toMatch(
      /^Of those who did Invited at least twice, \d\d% reached it; of the others \d\d%\.$/,
    )
  },
  long,
)

test(
  'the numbers are those of the table',
  async () => {
    const { items, people, reached: all } = await golden('target=milestone:value')
    const team = items.find(({ id }) => id === '/team')
    if (!team) throw new Error('/team was to be found')
    expect(team.support).toBeCloseTo(team.people / people, 12)
    expect(team.precision).toBeCloseTo(team.reached / team.people, 12)
    expect(team.recall).toBeCloseTo(team.reached / all, 12)
    expect(team.otherwise).toBeCloseTo((all - team.reached) / (people - team.people), 12)
    expect(team.lift).toBeCloseTo(team.precision / (all / people), 12)
  },
  long,
)

test(
  'who is too young to judge is left out, and who was there at once, too',
  async () => {
    const { leftOut, people, items } = await golden('target=value')
    expect(leftOut).toEqual({ young: 150, already: 30 })
    expect(people).toBe(400)
    for (const item of items) expect(item.people).toBeLessThanOrEqual(400)
    const later = await golden('target=value&by=30d')
    expect(later).toMatchObject({ people: 0, leftOut: { young: 580, already: 0 }, items: [] })
  },
  long,
)

test(
  'what is done after the first days, what Waymark does, and what the target is made of are no early behaviour',
  async () => {
    const { items } = await golden('target=value&first=2d')
    const ids = items.map(({ id }) => id)
    for (const not of ['Late', 'Valued', '$click', '$guide_seen', 'Signed Up'])
      expect(ids).not.toContain(not)
  },
  long,
)

test(
  'coming back is a target: something was done in the week from then on',
  async () => {
    const {
      people,
      reached: back,
      leftOut,
      target,
    } = await golden('target=retained&first=2d&by=4d')
    expect(target.name).toBe('Came back')
    // All but the 150 young ones have been known for 11 days; "Late" and "Valued" fall into days 4 to 11.
    expect(people).toBe(430)
    expect(leftOut).toEqual({ young: 150, already: 0 })
    expect(back).toBeGreaterThan(230)
    expect(back).toBeLessThan(330)
  },
  long,
)

test('what is no target, and days that make no sense, are refused with what would be right', async () => {
  const none = await d.send('GET', `/api/golden?env=${env}&target=nowhere`)
  expect(none).toMatchObject({ status: 404 })
  expect(JSON.stringify(none.body)).toContain('there are milestone:value, retained, paid')
  const wrong = await d.send('GET', `/api/golden?env=${env}&first=7d&by=2d`)
  expect(wrong).toMatchObject({ status: 400, body: { error: { at: 'query.by' } } })
})
