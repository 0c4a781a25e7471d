import { backfillKey, countedKey } from '@waymark/schemas'
import type { ApplyResult, DefinitionList } from '@waymark/schemas/api/definitions'
import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ada, events, subjects, transitions } from '../support/company.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow, transitionRow } from '../support/rows.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
  await insertRows(d.store, { subjects, events, transitions })
  const last = Math.max(...events.map(({ folded_ms }) => folded_ms))
  d.wait(Math.max(0, last - d.now()) + 1000)
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

/** What Ada alone did under her own name. */
const event = events.find(({ type, person }) => type === 'track' && person === ada)?.event ?? ''
const whoDid = 1

const segment = (rule: object) => ({ kind: 'segment', id: 'doers', level: 'person', rule })
const apply = (document: object, dryRun = false) =>
  d.send<ApplyResult>('POST', '/api/definitions/apply', { body: { documents: [document], dryRun } })

const movesOf = async (document: object) => (await apply(document, true)).body.changes[0]?.moves

test('a dry run says how many people come in and go out by a change', async () => {
  const did = segment({ did: { event } })
  expect(await movesOf(did)).toEqual({
    t: 'counted',
    level: 'person',
    enters: whoDid,
    leaves: 0,
    after: whoDid,
  })
  expect((await apply(did)).status).toBe(200)
  expect(await movesOf(did)).toBeUndefined()
  const never = segment({ did: { event: 'What nobody did' } })
  expect(await movesOf(never)).toMatchObject({ enters: 0, leaves: whoDid, after: 0 })
})

test('a dry run of a stricter milestone does not say that those who reached it go out', async () => {
  const milestone = (reached: object) => ({
    kind: 'milestone',
    id: 'code-installed',
    level: 'account',
    order: 1,
    reached,
  })
  const never = milestone({ did: { event: 'What nobody did' } })
  const kept = { t: 'counted', level: 'account', enters: 0, leaves: 0, after: 1 }
  expect(await movesOf(never)).toEqual(kept)
  const did = milestone({ did: { event: 'Data Received' } })
  expect((await apply(did)).status).toBe(200)
  expect(await movesOf(never)).toEqual(kept)
  expect(await movesOf({ ...did, name: 'Code installed' })).toEqual(kept)
  const other = { ...did, id: 'not-reached-yet' }
  expect(await movesOf(other)).toEqual({ ...kept, enters: 1 })
})

test('a dry run of many definitions counts the first, and says of the rest that it did not', async () => {
  const documents = Array.from({ length: 30 }, (_, at) => ({
    ...segment({ did: { event: 'What nobody did' } }),
    id: `one-of-many-${at}`,
  }))
  const tour = { kind: 'guide', id: 'tour', type: 'modal', steps: [{ content: [{ text: 'Hi' }] }] }
  const body = { documents: [tour, ...documents], dryRun: true }
  const answer = await d.send<ApplyResult>('POST', '/api/definitions/apply', { body })
  const moves = answer.body.changes
    .filter(({ kind }) => kind === 'segment')
    .map((change) => change.moves)
  expect(moves.slice(0, 25).map((one) => one?.t)).toEqual(Array(25).fill('counted'))
  const why = expect.stringContaining('counts 25 definitions')
  const untold = { t: 'untold', why, more: true }
  expect(moves.slice(25)).toEqual(Array(5).fill(untold))
})

test('a dry run says why it cannot tell who comes in', async () => {
  const at = '2026-03-02T00:00:00Z'
  await apply({ kind: 'score', id: 'use', level: 'person', core: [{ event: 'Data Received' }] })
  const rule = { score: { id: 'use', gte: 40 } }
  expect(await movesOf(segment(rule))).toMatchObject({ t: 'counted' })
  await apply({ kind: 'cohorts', id: 'use', at, cohorts: [] })
  const moves = await movesOf(segment(rule))
  expect(moves).toMatchObject({ t: 'untold', why: expect.stringContaining('cohorts') })
})

test('a dry run tells who comes in by what is known of their account', async () => {
  const moves = await movesOf(segment({ trait: { name: 'plan', of: 'account', exists: false } }))
  expect(moves).toMatchObject({ t: 'counted' })
})

const trialPql = {
  kind: 'pql',
  id: 'trial-pql',
  level: 'account',
  fit: { did: { event: 'Data Received' } },
}
const isPql = { account: { pql: { id: 'trial-pql' } } }

test('an audience of people whose account is a PQL is counted by a dry run as by `rule count`', async () => {
  expect((await apply(trialPql)).status).toBe(200)
  const { body } = await d.send<RuleCount>('POST', '/api/rules/count', { body: { rule: isPql } })
  expect(body.count).toBe(1)
  const of = segment(isPql)
  expect(await movesOf({ ...of, id: 'of-a-pql' })).toMatchObject({
    t: 'counted',
    enters: 1,
    after: 1,
  })
})

test('a lifecycle state without a definition of its own is counted by a dry run as by `rule count`', async () => {
  const rule = { account: { lifecycle: { is: 'pql' } } }
  const { body } = await d.send<RuleCount>('POST', '/api/rules/count', { body: { rule } })
  expect(await movesOf({ ...segment(rule), id: 'of-a-state' })).toMatchObject({
    t: 'counted',
    after: body.count,
  })
})

test('whom a PQL will decide for that changes in the same dry run is not told', async () => {
  const changed = { ...trialPql, fit: { did: { event: 'What nobody did' } } }
  const documents = [changed, { ...segment(isPql), id: 'of-a-changed-pql' }]
  const answer = await d.send<ApplyResult>('POST', '/api/definitions/apply', {
    body: { documents, dryRun: true },
  })
  expect(answer.body.changes.find(({ id }) => id === 'of-a-changed-pql')?.moves).toEqual({
    t: 'untold',
    why: 'pql/trial-pql: changes, too: what it will decide is not known yet',
  })
})

const fit = { did: { event: 'Data Received' } }
const counted = (enters: number, leaves: number, after: number) => ({
  ...{ t: 'counted', level: 'account' },
  ...{ enters, leaves, after },
})
const never = { did: { event: 'What nobody did' } }

test('of a PQL a dry run said nothing: whom a new one lets in', async () => {
  const pql = (more: object) => ({ kind: 'pql', id: 'fresh', level: 'account', ...more })
  expect(await movesOf(pql({ fit }))).toEqual(counted(1, 0, 1))
  expect(await movesOf(pql({ fit, milestones: ['code-installed'] }))).toEqual(counted(1, 0, 1))
  expect(await movesOf(pql({ fit, intent: never }))).toEqual(counted(0, 0, 0))
  expect(await movesOf(pql({ fit, leave: fit }))).toEqual(counted(0, 0, 0))
  const of = [
    { weight: 60, when: fit },
    { weight: 40, when: never },
  ]
  expect(await movesOf(pql({ fit: { of, enter: 60 } }))).toEqual(counted(1, 0, 1))
  expect(await movesOf(pql({ fit: { of, enter: 61 } }))).toEqual(counted(0, 0, 0))
})

test('of a PQL that somebody is, a dry run says who stays by its leave rule or its lower threshold', async () => {
  const pql = (more: object) => ({ kind: 'pql', id: 'trial-pql', level: 'account', ...more })
  const stays = counted(0, 0, 1)
  const goes = counted(0, 1, 0)
  expect(await movesOf(pql({ fit: never }))).toEqual(goes)
  expect(await movesOf(pql({ fit: never, leave: never }))).toEqual(stays)
  expect(await movesOf(pql({ fit, leave: fit }))).toEqual(goes)
  const of = [
    { weight: 30, when: fit },
    { weight: 70, when: never },
  ]
  expect(await movesOf(pql({ fit: { of, enter: 60, leave: 30 } }))).toEqual(stays)
  expect(await movesOf(pql({ fit: { of, enter: 60, leave: 31 } }))).toEqual(goes)
  expect(await movesOf(pql({ fit, verified: true }))).toMatchObject({ t: 'untold' })
})

test('of a lifecycle a dry run says how many come into each state and go out of it', async () => {
  const [now] = await d.store.query<{ state: string }>(
    'SELECT lifecycle AS state FROM accounts LIMIT 1',
  )
  const state = now?.state ?? ''
  const lifecycle = (states: object) => ({
    kind: 'lifecycle',
    id: 'of-accounts',
    level: 'account',
    states,
  })
  const inIt = (name: string, numbers: readonly [number, number, number]) => ({
    state: name,
    enters: numbers[0],
    leaves: numbers[1],
    after: numbers[2],
  })
  const [all] = await d.store.query<{ n: number }>('SELECT count() AS n FROM accounts')
  const churned = await movesOf(lifecycle({ churned: { when: fit } }))
  expect(churned).toEqual({
    t: 'states',
    level: 'account',
    states: expect.arrayContaining([inIt('churned', [1, 0, 1])]),
  })
  const back = await movesOf(
    lifecycle({ churned: { when: fit }, active: { when: fit, from: ['churned'] } }),
  )
  expect(back).toMatchObject({ states: expect.arrayContaining([inIt('churned', [1, 0, 1])]) })
  expect(await movesOf(lifecycle({ churned: { when: never } }))).toMatchObject({ t: 'states' })
  expect([state, all?.n]).toEqual([expect.any(String), expect.any(Number)])
})

const flow = (more: object) => ({
  ...{ kind: 'flow', id: 'walk', enter: { did: { event } } },
  steps: [
    { id: 'hello', wait: { for: '2d' } },
    { id: 'pause', wait: { for: '1d' } },
    { id: 'last', wait: { for: '1w' } },
  ],
  ...more,
})

/** One subject's moves through the flow, in order. */
const walked = (subject: string, moves: readonly (readonly [string, string, string?])[]) =>
  moves.map(([what, step, key], i) => ({
    ...transitionRow(subject, 50 + i, {
      ...{ t: 'flow', flow: 'walk', what: what as 'entered', step, at: 50 + i, says: '' },
      ...(key === undefined ? {} : { key }),
    }),
    definition: 'walk',
  }))

const standing = async (rows: readonly ReturnType<typeof walked>[]) => {
  const transitions = rows.flat()
  const people = [...new Set(transitions.map(({ subject }) => subject))]
  const known = people.map((subject) => subjectRow({ subject }))
  await insertRows(d.store, { subjects: known, events: [], transitions })
}

test('what a `move` of a changed flow moves was not counted: from which step how many go where', async () => {
  const who = (n: number) => `production/u/walker-${n}`
  await standing([
    walked(who(1), [['entered', 'hello']]),
    walked(who(2), [
      ['entered', 'hello'],
      ['moved', 'pause'],
    ]),
    walked(who(3), [
      ['entered', 'hello'],
      ['moved', 'pause'],
    ]),
    walked(who(4), [
      ['entered', 'hello'],
      ['won', 'hello'],
    ]),
  ])
  expect(await movesOf(flow({}))).toBeUndefined()
  expect((await apply(flow({}))).status).toBe(200)
  const moved = async (more: object) => {
    const { body } = await apply(flow(more), true)
    const [{ moves, movesSay } = {}] = body.changes
    return { moves, movesSay }
  }
  expect(await moved({ name: 'Walk' })).toEqual({
    moves: { t: 'steps', level: 'person', steps: [], stay: 3 },
    movesSay: 'By this nobody moves: 3 people stay where they stand.',
  })
  const move = { pause: 'last', '*': null }
  const steps = [
    { step: 'hello', to: null, places: 1 },
    { step: 'pause', to: 'last', places: 2 },
  ]
  expect((await moved({ move })).moves).toEqual({ t: 'steps', level: 'person', steps, stay: 0 })
  // Who is at the very step they would go to stays.
  expect((await moved({ move: { '*': 'pause' } })).moves).toMatchObject({
    steps: [{ step: 'hello', to: 'pause', places: 1 }],
    stay: 2,
  })
  // A step that was taken out leads to what came after it.
  const without = flow({}).steps.filter(({ id }) => id !== 'pause')
  expect((await moved({ steps: without })).moves).toMatchObject({
    steps: [{ step: 'pause', to: 'last', places: 2 }],
    stay: 1,
  })
  // A flow that gets a key is left by all.
  expect((await moved({ key: 'id' })).moves).toMatchObject({
    steps: [
      { step: 'hello', to: null, places: 1 },
      { step: 'pause', to: null, places: 2 },
    ],
  })
})

test('a list of moves that is in force moves nobody a second time, and each value of a key is counted', async () => {
  const move = { hello: 'last' }
  expect((await apply(flow({ id: 'carts', key: 'cart_id', move }))).status).toBe(200)
  const inCarts = (moves: Parameters<typeof walked>[1]) =>
    walked('production/u/with-carts', moves).map((row) => ({ ...row, definition: 'carts' }))
  await standing([
    inCarts([
      ['entered', 'hello', 'a'],
      ['entered', 'hello', 'b'],
      ['entered', 'hello', 'c'],
      ['ended', 'hello', 'c'],
    ]),
  ])
  const carts = { t: 'steps', level: 'person', key: 'cart_id' }
  const again = flow({ id: 'carts', key: 'cart_id', move, name: 'Carts' })
  expect(await movesOf(again)).toEqual({ ...carts, steps: [], stay: 2 })
  expect(await movesOf({ ...again, move: { hello: 'pause' } })).toEqual({
    ...carts,
    steps: [{ step: 'hello', to: 'pause', places: 2 }],
    stay: 0,
  })
})

test('a definition whose past is being read says how far that is', async () => {
  const env = 'production'
  const write = (key: string, value: object) => ({
    topic: 'definitions' as const,
    key,
    value: Buffer.from(JSON.stringify(value)),
  })
  await d.log.append([
    write(countedKey(env), { t: 'counted', env, at: 1, definitions: {} }),
    write(backfillKey(env), {
      t: 'backfill',
      env,
      at: 1,
      leaves: [],
      of: {},
      events: 100,
      read: 42,
      tiles: 1,
    }),
  ])
  await expect
    .poll(async () => {
      const { body } = await d.send<DefinitionList>('GET', '/api/definitions')
      return body.definitions.find(({ id }) => id === 'doers')?.past
    })
    .toEqual({ read: 42, events: 100 })
})

test('a dry run of a milestone left out whoever had done it in a window that is over', async () => {
  const threeDays = 3 * 86_400_000
  d.wait(threeDays)
  const soon = (id: string, more = {}) => ({
    ...{ kind: 'milestone', id, level: 'person', order: 5, ...more },
    reached: { did: { event, count: { gte: 1 }, within: '1h', where: { id: { exists: false } } } },
  })
  expect(await movesOf(soon('once-quick'))).toMatchObject({ enters: whoDid, after: whoDid })
  expect(await movesOf(soon('quick-from-now', { from: 'now' }))).toMatchObject({ enters: 0 })
})

test('that an account has more members than the stream keeps is said where they are counted', async () => {
  const rule = { members: { where: { did: { event: 'Data Received' } } } }
  const counted = async () =>
    (await d.send<RuleCount>('POST', '/api/rules/count', { body: { rule, level: 'account' } })).body
  expect(await counted()).not.toHaveProperty('note')
  const many = Array.from({ length: 1001 }, (_, i) =>
    subjectRow({ subject: `production/u/one-of-many-${i}`, account: 'large' }),
  )
  await insertRows(d.store, { subjects: many, events: [], transitions: [] })
  const says = '1 account has more than 1,000 members'
  expect(await counted()).toMatchObject({ note: expect.stringContaining(says) })
  const document = { ...segment(rule), id: 'large', level: 'account' }
  expect(await movesOf(document)).toMatchObject({ note: expect.stringContaining(says) })
})
