import { expect, test } from 'vitest'
import { hook, mail } from './support/onboarding.ts'
import { createWorld, day, hour, minute } from './support/world.ts'

/** Beside guides an engagement sends: e-mail, webhooks, Slack messages and tasks, once for each time that somebody enters. */

const guide = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
}
const stuck = {
  kind: 'engagement',
  id: 'stuck',
  audience: {
    all: [
      { did: { event: 'Product Created' } },
      { not: { did: { event: 'Data Received', within: '2d' } } },
      { since: { event: 'Product Created', gte: '2d' } },
    ],
  },
  send: [{ webhook: 'crm' }],
}
const world = (engagement: object = stuck, ...more: object[]) =>
  createWorld(hook, mail, guide, engagement, ...more)

const identify = {
  type: 'identify',
  userId: 'john',
  traits: { name: 'John', email: 'j@x.example' },
} as const

test('An e-mail is decided at the instant at which the audience turns true, complete in itself', () => {
  const town = world({ ...stuck, send: [{ email: 'welcome' }] })
  town.send(identify)
  town.send({ userId: 'john', event: 'Product Created' })
  const at = town.now
  expect(town.all('send')).toEqual([])
  town.pass(3 * day)
  expect(town.all('send')).toMatchObject([
    {
      engagement: 'stuck',
      definition: 'stuck',
      channel: 'email',
      what: 'welcome',
      version: 2,
      to: {
        person: 'test/u/john',
        userId: 'john',
        name: 'John',
        email: 'j@x.example',
        emailFrom: 'browser',
      },
      traits: { name: 'John', email: 'j@x.example' },
      at: at + 2 * day,
      why: [
        { gate: 'audience', is: true },
        { gate: 'entry', is: true },
        { gate: 'identified', is: true },
      ],
    },
  ])
})

test('An e-mail to somebody whose address nobody knows waits until they say it', () => {
  const town = world({ ...stuck, send: [{ email: 'welcome' }] })
  town.send({ anonymousId: 'b1', event: 'Product Created' })
  town.pass(3 * day)
  expect(town.all('suppressed').map((s) => s.why.at(-1))).toEqual([
    { gate: 'identified', is: false, wants: 'an e-mail address is known', found: 'none is' },
  ])
  town.send({ ...identify, anonymousId: 'b1' })
  town.pass(hour)
  expect(town.all('send').map(({ to, at }) => [to.email, at])).toEqual([
    ['j@x.example', town.now - hour],
  ])
})

test.each(['soon', 'a@x.example, b@x.example', 7])(
  'What is no address (%j) counts as none: the e-mail waits until there is one, and explain says so',
  (email) => {
    const town = world({ ...stuck, send: [{ email: 'welcome' }] })
    town.send({ ...identify, traits: { email } })
    town.send({ userId: 'john', event: 'Product Created' })
    town.pass(3 * day)
    expect(town.all('suppressed').map((s) => s.why.at(-1)?.found)).toEqual([
      'the trait email is no address',
    ])
    expect(town.all('send')).toEqual([])
    town.send(identify)
    town.pass(hour)
    expect(town.all('send').map(({ to }) => to.email)).toEqual(['j@x.example'])
  },
)

test('Once, unless the author says otherwise: whoever comes back gets nothing, and the record says why', () => {
  const town = world()
  town.send({ userId: 'john', event: 'Product Created' })
  town.pass(3 * day)
  town.send({ userId: 'john', event: 'Data Received' })
  town.pass(3 * day)
  expect(town.all('send')).toHaveLength(1)
  expect(town.all('suppressed').map((s) => [s.channel, s.what, s.why.at(-1)?.gate])).toEqual([
    ['webhook', 'crm', 'entry'],
  ])
})

test.each([
  ['every-time', 3],
  [{ cooldown: '5d' }, 2],
] as const)('Re-entry %j', (reentry, sent) => {
  const town = world({ ...stuck, reentry })
  town.send({ userId: 'john', event: 'Product Created' })
  town.pass(3 * day)
  for (let i = 0; i < 2; i++) {
    town.send({ userId: 'john', event: 'Data Received' })
    town.pass(3 * day)
  }
  expect(town.all('send')).toHaveLength(sent)
  expect(new Set(town.all('send').map(({ send }) => send)).size).toBe(sent)
})

test('A webhook and a task carry words with the person in them, and when the task is due', () => {
  const town = world({
    ...stuck,
    send: [
      { webhook: 'crm', say: '{{name | somebody}} is stuck' },
      { task: { title: 'Call {{name}}', to: 'crm', due: '3d' } },
    ],
  })
  town.send(identify)
  town.send({ userId: 'john', event: 'Product Created' })
  town.pass(3 * day)
  const [first, second] = town.all('send')
  expect(first).toMatchObject({
    engagement: 'stuck',
    channel: 'webhook',
    what: 'crm',
    say: 'John is stuck',
  })
  expect(second).toMatchObject({
    engagement: 'stuck.1',
    channel: 'task',
    what: 'crm',
    task: { title: 'Call John', due: (second?.at ?? 0) + 3 * day },
  })
})

test('Who is in when an engagement is published gets nothing, unless the author means those, too', () => {
  for (const [present, sent] of [
    [false, 0],
    [true, 1],
  ] as const) {
    const town = createWorld(hook, mail, guide)
    const buyers = { ...stuck, audience: { trait: { name: 'plan', eq: 'pro' } } }
    town.send({ ...identify, traits: { plan: 'pro' } })
    town.redefine(hook, mail, guide, { ...buyers, 'include-present': present })
    town.send({ userId: 'john', event: 'Login' })
    town.pass(day)
    expect(town.all('send')).toHaveLength(sent)
    expect(town.person('john').eng.stuck?.in).toBeDefined()
  }
})

test('Imported history sends nothing, nor does what is learnt too late; whoever enters afterwards gets it', () => {
  const buyers = { ...stuck, audience: { did: { event: 'Paid' } } }
  const town = world(buyers)
  const old = new Date(town.now - 30 * day).toISOString()
  town.send({ userId: 'john', event: 'Paid', timestamp: old }, { kind: 'import', source: 'import' })
  town.send({ userId: 'ann', event: 'Paid', timestamp: old })
  town.pass(day)
  town.send({ userId: 'john', event: 'Paid' })
  town.send({ userId: 'ann', event: 'Paid' })
  expect(town.all('send')).toEqual([])
  town.send({ userId: 'bob', event: 'Paid' })
  expect(town.all('send').map(({ to }) => to.userId)).toEqual(['bob'])
})

test('What was sent to an anonymous visitor is not sent again to who they turn out to be', () => {
  const town = world({ ...stuck, audience: { did: { event: 'Paid' } }, send: [{ webhook: 'crm' }] })
  town.send({ anonymousId: 'b1', event: 'Paid' })
  town.pass(minute)
  town.send({ ...identify, anonymousId: 'b1' })
  town.pass(hour)
  expect(town.all('send').map(({ to }) => to.person)).toEqual(['test/a/b1'])
})

test('Who entered as a visitor does not enter again by turning out to be somebody', () => {
  const every = { audience: { did: { event: 'Paid' } }, reentry: 'every-time' }
  const night = { 'quiet-hours': { from: '08:00', until: '20:00' } }
  for (const more of [{}, night]) {
    const town = world({ ...stuck, ...every, ...more })
    town.send({ anonymousId: 'b1', event: 'Paid' })
    town.pass(minute)
    town.send({ ...identify, anonymousId: 'b1' })
    town.pass(2 * day)
    expect(town.all('send')).toHaveLength(1)
  }
})

test('A goal that is met, an exclusion and a cap drop it; the record says why, once', () => {
  const engagement = {
    ...stuck,
    audience: { did: { event: 'Paid' } },
    exclude: { trait: { name: 'role', eq: 'tester' } },
    goal: { did: { event: 'Invited' } },
    reentry: 'every-time',
  }
  const town = world(engagement)
  town.send({ type: 'identify', userId: 'tess', traits: { role: 'tester' } })
  town.send({ userId: 'gil', event: 'Invited' })
  for (const userId of ['tess', 'gil'])
    for (let i = 0; i < 3; i++) town.send({ userId, event: 'Paid' })
  expect(town.all('send')).toEqual([])
  expect(town.all('suppressed').map((s) => [s.subject, s.why.at(-1)?.gate])).toEqual([
    ['test/u/tess', 'exclude'],
    ['test/u/gil', 'goal'],
  ])
})

test('The same life is the same decisions: a send has the same id however often it is folded', () => {
  const ids = () => {
    const town = world()
    town.send({ userId: 'john', event: 'Product Created' })
    town.pass(3 * day)
    return town.all('send').map(({ send }) => send)
  }
  expect(ids()).toEqual(ids())
  expect(ids()).toHaveLength(1)
})

test('An engagement that is unpublished sends nothing that still waits', () => {
  const night = { ...stuck, 'quiet-hours': { from: '08:00', until: '20:00' } }
  const town = world({ ...night, audience: { did: { event: 'Paid' } } })
  town.send({ userId: 'john', event: 'Paid' })
  expect(town.person('john').eng.stuck?.wait).toBe(town.now)
  town.redefine(hook, mail, guide)
  town.send({ userId: 'john', event: 'Login' })
  town.redefine(hook, mail, guide, { ...night, audience: { did: { event: 'Paid' } } })
  town.send({ userId: 'john', event: 'Login' })
  town.pass(2 * day)
  expect(town.all('send')).toEqual([])
})
