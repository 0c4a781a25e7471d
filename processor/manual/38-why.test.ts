import { expect, test } from 'vitest'
import { createWorld, day, hour } from './support/world.ts'

const definitions = [
  {
    kind: 'milestone',
    id: 'code-installed',
    level: 'account',
    order: 1,
    started: { did: { event: 'Product Created' } },
    reached: { did: { event: 'Data Received' } },
  },
  {
    kind: 'segment',
    id: 'large',
    level: 'account',
    rule: {
      all: [
        { trait: { name: 'employees', gte: 100 } },
        { members: { where: { trait: { name: 'role', eq: 'admin' } }, count: { gte: 2 } } },
      ],
    },
  },
  {
    kind: 'pql',
    id: 'hot',
    level: 'account',
    milestones: ['code-installed'],
    fit: {
      of: [
        { weight: 3, when: { trait: { name: 'employees', gte: 20 } } },
        { weight: 1, when: { trait: { name: 'country', eq: 'DE' } } },
      ],
      enter: 75,
      leave: 20,
    },
    leave: { did: { event: 'Cancelled' } },
  },
  {
    kind: 'lifecycle',
    id: 'accounts',
    level: 'account',
    states: { customer: { when: { trait: { name: 'plan', eq: 'pro' } } } },
  },
  {
    kind: 'flow',
    id: 'stuck',
    level: 'account',
    enter: { did: { event: 'Import Failed' } },
    goal: { did: { event: 'Import Done' } },
    steps: [{ id: 'help', wait: { until: { did: { event: 'Help Read' } }, 'at-most': '2d' } }],
  },
]

const acme = () => {
  const world = createWorld(...definitions)
  const traits = { name: 'Acme', employees: 50 }
  world.send({ type: 'identify', userId: 'ann', traits: { role: 'admin' } })
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits }, { source: 'server' })
  return world
}

const why = (world: ReturnType<typeof acme>, kind: string, id?: string) => {
  const found = world
    .explainDefinitions(world.account('acme'))
    .find((one) => one.kind === kind && (id === undefined || one.id === id))
  if (!found) throw new Error(`nothing is said about ${kind} ${id}`)
  return { stands: found.stands, checks: found.checks.map((c) => [c.part, c.is, c.wants, c.found]) }
}

test('Why an account is no lead: what each clause wants, and what is found', () => {
  const world = acme()
  expect(why(world, 'pql')).toEqual({
    stands: 'not one',
    checks: [
      ['milestone', false, 'reached code-installed', 'code-installed not reached'],
      ['fit', true, 'fit is at least 75 of 100', 'employees is 50 (server), country is not known'],
      ['fit, weight 3', true, 'employees is at least 20', 'employees is 50 (server)'],
      ['fit, weight 1', false, 'country is DE', 'country is not known'],
      ['leave', false, 'has done “Cancelled”', 'not seen'],
    ],
  })
})

test('Of a lead it is asked what it takes to stay one', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Data Received' })
  const since = new Date(world.now).toISOString().slice(0, 16).replace('T', ' ')
  world.send({ type: 'group', userId: 'ann', groupId: 'acme', traits: { country: 'DE' } })
  world.send(
    { type: 'group', userId: 'ann', groupId: 'acme', traits: { employees: 5 } },
    { source: 'server' },
  )
  const { stands, checks } = why(world, 'pql')
  expect(stands).toBe(`one since ${since}, turn 1`)
  expect(checks[0]).toEqual([
    'milestone',
    true,
    'reached code-installed',
    `code-installed reached on ${since}`,
  ])
  // A quarter of the weight: too little to become one, enough to stay one.
  expect(checks[1]?.[1]).toBe(true)
  expect(world.account('acme').pql.hot?.since).toBeDefined()
})

test('Why it is where it is on the way, in no segment, and no customer', () => {
  const world = acme()
  world.send({ userId: 'ann', event: 'Product Created' })
  const now = new Date(world.now).toISOString().slice(0, 16).replace('T', ' ')
  expect(why(world, 'milestone')).toEqual({
    stands: `started on ${now}, not reached`,
    checks: [
      ['started', true, 'has done “Product Created”', `seen once, last on ${now}`],
      ['reached', false, 'has done “Data Received”', 'not seen'],
    ],
  })
  expect(why(world, 'segment').checks.map(([, is, , found]) => [is, found])).toEqual([
    [false, 'employees is 50 (server)'],
    [false, '1 of 1 members'],
  ])
  const life = why(world, 'lifecycle')
  expect(life.stands).toBe(`trial since ${now}, from visitor`)
  expect(life.checks).toEqual([
    ['to pql', true, 'comes from visitor, trial', 'trial'],
    ['to pql', false, 'is PQL “hot”', 'not hot'],
    ['to customer', true, 'comes from visitor, trial, pql', 'trial'],
    ['to customer', false, 'plan is pro', 'plan is not known'],
  ])
})

test('Who is shown a guide by a flow waits until they are done with it, and both are said', () => {
  const world = createWorld(
    { kind: 'guide', id: 'tip', type: 'modal', steps: [{ content: [{ text: 'Hello' }] }] },
    {
      kind: 'flow',
      id: 'start',
      enter: { did: { event: 'Signed Up' } },
      steps: [{ id: 'look', show: { guide: 'tip', 'at-most': '3d' } }],
    },
  )
  world.send({ userId: 'ann', event: 'Signed Up' })
  expect(world.explain('ann', 'tip')).toMatchObject([
    { engagement: 'flow/start/look', shows: true, gates: [{ gate: 'audience', is: true }, {}, {}] },
  ])
  const flow = world
    .explainDefinitions(world.person('ann'))
    .find(({ id, kind }) => kind === 'flow' && id === 'start')
  expect(flow?.checks.map(({ is, wants, found }) => [is, wants, found])).toEqual([
    [false, 'the guide tip is completed or dismissed', 'not yet'],
    [false, 'the time is up', 'it ends on 2026-03-05 09:00'],
  ])
})

test('Why it stands in a flow, and until when; and why it does not enter again', () => {
  const world = acme()
  expect(why(world, 'flow')).toEqual({
    stands: 'never entered',
    checks: [
      ['enter', false, 'has done “Import Failed”', 'not seen'],
      ['reentry', true, 'enters once', 'never entered'],
      ['goal', false, 'has done “Import Done”', 'not seen'],
    ],
  })
  world.send({ userId: 'ann', event: 'Import Failed' })
  world.pass(hour)
  expect(why(world, 'flow')).toEqual({
    stands: 'at the step help since 2026-03-02 09:00',
    checks: [
      ['goal', false, 'has done “Import Done”', 'not seen'],
      ['at help', false, 'has done “Help Read”', 'not seen'],
      ['at help', false, 'the time is up', 'it ends on 2026-03-04 09:00'],
    ],
  })
  world.pass(2 * day)
  const { stands, checks } = why(world, 'flow')
  expect(stands).toBe('out of it since 2026-03-04 09:00, entered once')
  expect(checks.filter(([, is]) => !is).map(([part]) => part)).toEqual(['enter', 'reentry', 'goal'])
})
