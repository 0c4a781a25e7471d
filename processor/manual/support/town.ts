import fc from 'fast-check'
import { createWorld, type Sent, type World } from './world.ts'

const second = 1000

/** Definitions with every kind of memory: counts, windows, spans, hysteresis, caps, facts of the account, places of many keys. */
export const townDefinitions = [
  {
    kind: 'milestone',
    id: 'started',
    level: 'person',
    order: 1,
    reached: { did: { event: 'A', count: { gte: 2 } } },
  },
  {
    kind: 'milestone',
    id: 'installed',
    level: 'account',
    order: 2,
    started: { did: { event: 'A' } },
    reached: { did: { event: 'B', count: { gte: 3 } } },
  },
  { kind: 'segment', id: 'busy', level: 'person', rule: { did: { event: 'A', within: '20s' } } },
  {
    kind: 'segment',
    id: 'quiet',
    level: 'person',
    rule: { not: { did: { event: 'B', within: '15s' } } },
  },
  {
    kind: 'segment',
    id: 'in-order',
    level: 'person',
    rule: {
      sequence: {
        steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }],
        within: '25s',
        same: 'v',
        'nothing-between': ['C'],
      },
    },
  },
  {
    kind: 'segment',
    id: 'varied',
    level: 'account',
    rule: {
      any: [
        { did: { event: 'A', distinct: 'v', count: { gte: 3 }, within: '40s' } },
        { did: { event: 'B', count: { gte: 4 }, on: 'day', last: 2 } },
        { did: { event: 'C', count: { eq: 2 }, since: { event: 'B' } } },
      ],
    },
  },
  {
    kind: 'segment',
    id: 'crowded',
    level: 'account',
    rule: { members: { where: { segment: { id: 'busy' } }, count: { gte: 2 } } },
  },
  {
    kind: 'segment',
    id: 'spared',
    level: 'person',
    rule: {
      any: [
        { guide: { id: 'tip', was: 'suppressed', within: '9s' } },
        { message: { id: 'nudge', was: 'dismissed', within: '15s' } },
        { since: { event: 'A', gte: '7s', lt: '19s' } },
      ],
    },
  },
  {
    kind: 'pql',
    id: 'ready',
    level: 'account',
    milestones: ['installed'],
    fit: { trait: { name: 'seats', gte: 3 } },
    leave: { not: { did: { event: 'A', within: '30s' } } },
    alert: { to: ['hook'], cooldown: '1m' },
  },
  { kind: 'score', id: 'pulse', level: 'person', core: [{ event: 'A' }, { event: 'B' }], cap: 2 },
  { kind: 'score', id: 'beat', level: 'account', core: [{ event: 'A' }, { event: 'C' }] },
  {
    kind: 'segment',
    id: 'lively',
    level: 'person',
    rule: { all: [{ score: { id: 'pulse', gte: 20 } }, { score: { id: 'beat', gte: 30 } }] },
  },
  {
    kind: 'pql',
    id: 'keen',
    level: 'account',
    fit: {
      of: [
        { weight: 60, when: { trait: { name: 'seats', gte: 3 } } },
        { weight: 40, when: { did: { event: 'C', within: '25s' } } },
      ],
      enter: 60,
      leave: 40,
    },
    behaviour: { score: { id: 'beat', gte: 20 } },
    alert: {
      to: ['hook'],
      'at-most': { max: 2, within: '50s' },
      'quiet-hours': { from: '09:00', until: '09:01' },
      route: [{ trait: 'seats' }, { rotate: ['Kim', 'Sam'] }],
    },
  },
  {
    kind: 'guide',
    id: 'tip',
    type: 'tooltip',
    target: { testid: 'x' },
    steps: [{ content: [{ text: 'Hello' }] }],
  },
  {
    kind: 'engagement',
    id: 'nudge',
    audience: { all: [{ segment: { id: 'busy' } }, { not: { milestone: { id: 'installed' } } }] },
    send: [{ guide: 'tip' }],
    caps: { 'per-person': { max: 1, within: '30s' }, 'per-account': { max: 3, within: '20s' } },
    holdout: 0.3,
  },
  { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' },
  {
    kind: 'guide',
    id: 'greeting',
    type: 'modal',
    steps: [{ content: [{ text: 'Hello' }] }],
  },
  {
    kind: 'engagement',
    id: 'word',
    audience: { segment: { id: 'busy' } },
    variants: [
      { id: 'said', send: [{ webhook: 'hook', say: 'busy' }, { guide: 'greeting' }] },
      { id: 'shown', weight: 2, send: [{ guide: 'greeting' }] },
    ],
    reentry: { cooldown: '25s' },
    'include-present': true,
    'quiet-hours': { from: '09:01', until: '09:02' },
    tags: ['loud'],
  },
  {
    kind: 'engagement',
    id: 'reminder',
    audience: { segment: { id: 'quiet' } },
    send: [{ webhook: 'hook' }, { guide: 'greeting' }],
    reentry: 'every-time',
    schedule: { hours: { from: '09:00', until: '09:04' } },
    marketing: false,
    priority: 70,
  },
  {
    kind: 'flow',
    id: 'welcome',
    enter: { did: { event: 'A' } },
    goal: { did: { event: 'C', count: { gte: 2 } } },
    steps: [
      { id: 'hello', send: { webhook: 'hook', say: 'hello' } },
      { id: 'await', wait: { until: { did: { event: 'B', within: '9s' } }, 'at-most': '11s' } },
      {
        split: [
          { share: 1, to: 'rest' },
          { share: 2, to: 'more' },
        ],
      },
      { id: 'more', send: { task: { title: 'Look', to: 'hook' } } },
      { id: 'rest', wait: { for: '13s' } },
      { id: 'bye', send: { webhook: 'hook', say: 'bye' } },
    ],
  },
  {
    kind: 'flow',
    id: 'rounds',
    enter: { segment: { id: 'busy' } },
    exit: { not: { segment: { id: 'busy' } } },
    reentry: { cooldown: '5s' },
    'include-present': true,
    'quiet-hours': { from: '09:01', until: '09:02' },
    marketing: false,
    steps: [
      { branch: [{ when: { segment: { id: 'quiet' } }, to: 'told' }] },
      { wait: { for: '2s' } },
      { id: 'told', send: { webhook: 'hook', say: 'still busy' } },
      { wait: { until: { did: { event: 'B', within: '4s' } } } },
    ],
  },
  {
    kind: 'flow',
    id: 'carts',
    key: 'cart',
    enter: { did: { event: 'A' } },
    goal: { any: [{ same: { event: '$guide_dismissed' } }, { same: { event: '$guide_snoozed' } }] },
    reentry: { cooldown: '3s' },
    holdout: 0.3,
    steps: [
      {
        id: 'open',
        wait: {
          until: { any: ['A', 'B', 'C'].map((event) => ({ same: { event } })) },
          'at-most': '12s',
          late: 'ask',
        },
      },
      { id: 'paid', wait: { for: '8s' } },
      { id: 'ask', send: { webhook: 'hook', say: 'about {{cart}}' } },
      { id: 'after', wait: { for: '10s' } },
    ],
  },
  {
    kind: 'flow',
    id: 'shelves',
    level: 'account',
    key: 'cart',
    enter: { did: { event: 'B' } },
    exit: { any: [{ same: { event: 'A', by: 'v' } }, { same: { event: '$guide_rendered' } }] },
    reentry: 'every-time',
    variants: [
      { id: 'slow', start: 'rest' },
      { id: 'fast', weight: 2, start: 'tell' },
    ],
    steps: [
      { id: 'rest', wait: { until: { same: { event: 'C' } }, 'at-most': '9s' } },
      { id: 'tell', send: { webhook: 'hook', say: 'about {{cart}}' } },
      { id: 'end', wait: { for: '14s' } },
    ],
  },
  {
    kind: 'engagement',
    id: 'by-the-cart',
    // What people ask of their account's flow may come before or after what else they see at the same instant.
    audience: { flow: { id: 'carts', at: 'paid', for: '2s' } },
    send: [{ guide: 'greeting' }],
  },
  {
    kind: 'policy',
    id: 'project',
    holdout: 0.1,
    'quiet-hours': { from: '09:01', until: '09:02' },
    caps: [
      { max: 3, within: '35s' },
      { tag: 'loud', max: 1, within: '20s' },
    ],
  },
]

const user = fc.constantFrom('ann', 'bob', 'cho')
const browser = fc.constantFrom('b1', 'b2', 'b3')
const account = fc.constantFrom('acme', 'globex')

const event = fc
  .record({
    name: fc.constantFrom('A', 'B', 'C', '$guide_rendered', '$guide_dismissed', '$guide_snoozed'),
    userId: fc.option(user, { nil: undefined }),
    anonymousId: browser,
    group: fc.option(account, { nil: undefined, freq: 3 }),
    late: fc.integer({ min: 0, max: 40 }),
  })
  .map((e) => ({ do: 'event' as const, ...e }))
const identify = fc
  .record({ userId: user, anonymousId: browser })
  .map((e) => ({ do: 'identify' as const, ...e }))
const group = fc
  .record({ userId: user, account, seats: fc.integer({ min: 1, max: 5 }) })
  .map((e) => ({ do: 'group' as const, ...e }))
const imported = fc
  .record({ name: fc.constantFrom('A', 'B'), userId: user, old: fc.integer({ min: 1, max: 90 }) })
  .map((e) => ({ do: 'import' as const, ...e }))
const carry = fc.nat(5).map((choice) => ({ do: 'carry' as const, choice }))
const wait = fc
  .record({ seconds: fc.integer({ min: 1, max: 25 }), awake: fc.boolean() })
  .map((e) => ({ do: 'wait' as const, ...e }))
const again = fc.nat(50).map((step) => ({ do: 'again' as const, step }))

/** What happens in a town: people, browsers and accounts, late events, debts on their way, downtime, records seen twice. */
export const townLife = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: event },
    { weight: 2, arbitrary: identify },
    { weight: 2, arbitrary: group },
    { weight: 6, arbitrary: carry },
    { weight: 3, arbitrary: wait },
    { weight: 2, arbitrary: again },
    { weight: 1, arbitrary: imported },
  ),
  { minLength: 3, maxLength: 45 },
)
export type TownLife = typeof townLife extends fc.Arbitrary<infer T> ? T : never
type Deed = TownLife[number]

/** Messages that pages report on. */
const told = ['nudge', 'word.said.1', 'word.shown', 'reminder.1']

const eventOf = (e: Extract<Deed, { do: 'event' }>, now: number): Sent => ({
  event: e.name,
  anonymousId: e.anonymousId,
  timestamp: new Date(now - e.late * second).toISOString(),
  properties: {
    engagement: told[e.late % told.length] ?? 'nudge',
    guide: 'tip',
    v: e.late % 3,
    cart: e.late < 30 ? 'a' : 'b',
    for: '9s',
  },
  ...(e.userId ? { userId: e.userId } : {}),
  ...(e.group ? { context: { groupId: e.group } } : {}),
})

const doOne = (world: World, deed: Deed): void => {
  if (deed.do === 'event') world.send(eventOf(deed, world.now))
  else if (deed.do === 'identify') world.send({ ...deed, type: 'identify' } as Sent)
  else if (deed.do === 'import') {
    const timestamp = new Date(world.now - deed.old * second).toISOString()
    const old = { kind: 'import', source: 'import' } as const
    world.send({ event: deed.name, userId: deed.userId, timestamp }, old)
  } else if (deed.do === 'group') {
    const { userId, account: groupId, seats } = deed
    world.send({ type: 'group', userId, groupId, traits: { seats } })
  } else if (deed.do === 'carry') world.carry(deed.choice)
  else if (deed.do === 'wait') world[deed.awake ? 'pass' : 'sleep'](deed.seconds * second)
  else {
    const step = world.steps[deed.step % Math.max(1, world.steps.length)]
    if (step && step.input.kind !== 'clock') world.put(step.subject, step.input)
  }
}

/** Lives it: debts wait until somebody carries them, and all are carried in the end. */
export const live = (life: TownLife): World => {
  const world = createWorld(...townDefinitions)
  world.hold()
  for (const deed of life) doOne(world, deed)
  world.carryAll()
  return world
}
