import { expect, test } from 'vitest'
import { createWorld, day } from './support/world.ts'

/** A flow may be about accounts: one position for all its people together. What reaches people, people’s engagements do. */

const documents = (flow: object = {}, ...more: object[]) => [
  { kind: 'endpoint', id: 'success', type: 'webhook', url: 'https://crm.example/hook' },
  { kind: 'email', id: 'help', subject: 'Can we help?', content: [{ text: 'Here is how.' }] },
  {
    kind: 'flow',
    id: 'stuck',
    level: 'account',
    enter: { did: { event: 'Import Failed', count: { gte: 3 }, within: '1d' } },
    goal: { did: { event: 'Import Done', within: '1d' } },
    steps: [
      { id: 'help', wait: { for: '2d' } },
      {
        id: 'call',
        send: {
          task: {
            title: 'Call {{account.name}}',
            to: 'success',
            due: '30d',
            owner: { trait: 'owner' },
          },
          say: '{{seats | some}} seats, stuck with the import.',
        },
      },
      { id: 'wait', wait: { for: '30d' } },
    ],
    ...flow,
  },
  {
    kind: 'engagement',
    id: 'help-with-import',
    audience: { account: { flow: { id: 'stuck', at: 'help' } } },
    send: [{ email: 'help' }],
  },
  ...more,
]

const of = (account: string, userId: string, event: string) => ({
  userId,
  event,
  context: { groupId: account },
})

const fails = (town: ReturnType<typeof createWorld>, account = 'acme') => {
  const users = [`ann-${account}`, `bob-${account}`]
  for (const userId of users)
    town.send({ type: 'identify', userId, traits: { email: `${userId}@x.example` } })
  const traits = { name: account.toUpperCase(), owner: 'Kim', seats: 12 }
  town.send({ type: 'group', userId: users[0] ?? '', groupId: account, traits })
  for (const userId of [...users, ...users]) town.send(of(account, userId, 'Import Failed'))
}

test('One task about the account, however many of its people are in it; its people are written to', () => {
  const town = createWorld(...documents())
  fails(town)
  town.pass(3 * day)
  expect(
    town
      .all('send')
      .map(({ subject, channel }) => [subject, channel])
      .toSorted(),
  ).toEqual([
    ['test/g/acme', 'task'],
    ['test/u/ann-acme', 'email'],
    ['test/u/bob-acme', 'email'],
  ])
  const [task] = town.all('send').filter(({ channel }) => channel === 'task')
  expect(task).toMatchObject({
    definition: 'flow/stuck',
    to: { person: 'test/g/acme', account: 'acme', name: 'ACME', accountName: 'ACME' },
    task: { title: 'Call ACME', owner: 'Kim' },
    say: '12 seats, stuck with the import.',
  })
  expect(task?.task?.due).toBe((task?.at ?? 0) + 30 * day)
})

test('The goal ends it for the account, and what its people would have got is not sent any more', () => {
  const town = createWorld(...documents())
  fails(town)
  town.pass(day)
  town.send(of('acme', 'ann-acme', 'Import Done'))
  town.pass(10 * day)
  expect(town.all('flow').map(({ what, step }) => `${what} ${step}`)).toEqual([
    'entered help',
    'won help',
  ])
  expect(town.all('send').filter(({ channel }) => channel === 'task')).toEqual([])
})

test('An account that is held out gets no task, and its people hear nothing; both arms are told of', () => {
  const town = createWorld(...documents({ holdout: 0.5 }))
  const names = Array.from({ length: 16 }, (_, i) => `a${i}`)
  for (const name of names) fails(town, name)
  town.pass(3 * day)
  const held = new Set(
    town
      .all('exposed')
      .filter(({ arm }) => arm === 'held_out')
      .map(({ subject }) => subject.slice('test/g/'.length)),
  )
  expect(town.all('exposed')).toHaveLength(16)
  expect(held.size).toBeGreaterThan(2)
  expect(held.size).toBeLessThan(14)
  const tasks = town.all('send').filter(({ channel }) => channel === 'task')
  expect(tasks).toHaveLength(16 - held.size)
  expect(town.all('send').filter(({ channel }) => channel === 'email')).toHaveLength(
    2 * (16 - held.size),
  )
  for (const { subject } of town.all('send'))
    expect(held.has(subject.split(/[-/]/).at(-1) ?? '')).toBe(false)
  expect(town.all('flow').filter(({ what }) => what === 'entered')).toHaveLength(16)
})

test('An account leaves a flow that is unpublished when it is next touched', () => {
  const town = createWorld(...documents())
  fails(town)
  town.redefine(...documents().slice(0, 2))
  town.pass(3 * day)
  expect(town.account('acme').flows?.stuck?.at).toBeUndefined()
})

test('What reaches people is refused in a flow about accounts, and so is a rule of a segment about a flow', () => {
  expect(() => createWorld(...documents({ steps: [{ send: { email: 'help' } }] }))).toThrow(
    'reaches people',
  )
  const asks = {
    kind: 'segment',
    id: 'stuck-ones',
    level: 'account',
    rule: { flow: { id: 'stuck' } },
  }
  expect(() => createWorld(...documents({}, asks))).toThrow('only an engagement can ask')
})
