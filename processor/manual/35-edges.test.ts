import { expect, test } from 'vitest'
import { type Entry, liveThrough } from './support/story.ts'

/*
 * What docs/rules.md says of edges, tried out: what holds at the very instant, what arrives late, what is the same day. Whoever
 * writes an evaluator of their own can hold it against these.
 */

const segment = (id: string, rule: object, level = 'person') => ({
  kind: 'segment',
  id,
  level,
  rule,
})

type When = `day ${number} ${Entry['time']}`

/** Ann does something, at a time of a day in UTC; `said` is when it happened, where that is another time. */
const ann = (when: When, event: object | string, said?: string): Entry => {
  const [, day, time] = when.split(' ')
  return {
    day: Number(day),
    time: time as Entry['time'],
    event: {
      userId: 'ann',
      ...(typeof event === 'string' ? { event } : event),
      ...(said === undefined ? {} : { timestamp: said }),
    },
  }
}

/** When Ann enters and leaves the segment of a rule. */
const flips = (
  rule: object,
  diary: readonly Entry[],
  {
    untilDay = 40,
    more = [],
  }: { readonly untilDay?: number; readonly more?: readonly object[] } = {},
) =>
  liveThrough([segment('s', rule), ...more], diary, { untilDay })
    .told('ann', 'segment s')
    .map((line) => line.replace('  segment s:', ''))

const within = (window: string) => ({ did: { event: 'Login', within: window } })

test('A window is (T − w, T]: an event counts from its instant on, and no longer w later', () => {
  expect(flips(within('1h'), [ann('day 1 09:00', 'Login')])).toEqual([
    'day 1 09:00 in',
    'day 1 10:00 out',
  ])
})

test('At one instant, what falls due comes before what is received', () => {
  const rule = { not: within('1d') }
  expect(
    flips(rule, [ann('day 1 09:00', 'Login'), ann('day 2 09:00', 'Login')], { untilDay: 2 }),
  ).toEqual(['day 2 09:00 in', 'day 2 09:00 out'])
})

test('What arrives late counts from when it is received, in the window in which it happened', () => {
  const late = (time: string) =>
    flips(within('1h'), [ann('day 1 09:00', 'Login', `2026-03-02T${time}Z`)])
  expect(late('08:30')).toEqual(['day 1 09:00 in', 'day 1 09:30 out'])
  expect(late('08:00')).toEqual([])
})

test('What was decided before it arrived stays decided', () => {
  const diary = [ann('day 1 09:00', 'Login'), ann('day 2 12:00', 'Login', '2026-03-03T08:00Z')]
  expect(flips({ not: within('1d') }, diary, { untilDay: 5 })).toEqual([
    'day 2 09:00 in',
    'day 2 12:00 out',
    'day 3 08:00 in',
  ])
})

test('What lies in the future happened on receipt', () => {
  expect(flips(within('1h'), [ann('day 1 09:00', 'Login', '2026-03-09T09:00Z')])).toEqual([
    'day 1 09:00 in',
    'day 1 10:00 out',
  ])
})

test('A milestone is dated by the event that decided, though it was received later', () => {
  const milestone = {
    kind: 'milestone',
    id: 'm',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Login' } },
  }
  const { happenings } = liveThrough(
    [milestone],
    [ann('day 1 09:00', 'Login', '2026-03-02T08:15Z')],
    {
      untilDay: 1,
    },
  )
  const [reached] = happenings.filter(({ transition }) => transition.t === 'milestone')
  expect(
    [reached?.at, reached?.transition.at].map((ms) => new Date(ms ?? 0).toISOString()),
  ).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-02T08:15:00.000Z'])
})

test('What is more than 72 hours late alerts nobody; offers are made all the same', () => {
  const lead = {
    kind: 'pql',
    id: 'lead',
    level: 'person',
    intent: { did: { event: 'Pricing Seen' } },
    alert: { to: ['hook'] },
  }
  const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' }
  const guide = {
    kind: 'guide',
    id: 'g',
    type: 'modal',
    steps: [{ content: [{ heading: 'Hello' }] }],
  }
  const offer = {
    kind: 'engagement',
    id: 'e',
    audience: { pql: { id: 'lead' } },
    send: [{ guide: 'g' }],
  }
  const seen = (said: string) =>
    liveThrough([lead, hook, guide, offer], [ann('day 5 09:00', 'Pricing Seen', said)], {
      untilDay: 5,
    }).told('ann', 'alert', 'no alert', 'message')
  expect(seen('2026-03-03T09:00Z')).toEqual([
    'day 5 09:00  alert to hook: lead, ann',
    'day 5 09:00  message e: guide g is offered',
  ])
  expect(seen('2026-03-03T08:59Z')).toEqual([
    'day 5 09:00  no alert for lead',
    'day 5 09:00  message e: guide g is offered',
  ])
})

test('What is more than 72 hours late is dated by the event itself', () => {
  const dated = (said: string) => {
    const diary = [ann('day 5 09:00', 'Login', said)]
    const { happenings } = liveThrough([segment('s', { did: { event: 'Login' } })], diary, {
      untilDay: 5,
    })
    const [entered] = happenings.filter(({ transition }) => transition.t === 'segment')
    return new Date(entered?.transition.at ?? 0).toISOString()
  }
  expect(dated('2026-03-03T09:00Z')).toBe('2026-03-06T09:00:00.000Z')
  expect(dated('2026-03-03T08:59Z')).toBe('2026-03-03T08:59:00.000Z')
})

test('Of two words about a trait the newer counts, by when it was said; of two of one time the one received last', () => {
  const plan = (when: When, value: string, said?: string) =>
    ann(when, { type: 'identify', traits: { plan: value } }, said)
  const rule = { trait: { name: 'plan', eq: 'team' } }
  expect(
    flips(rule, [plan('day 1 09:00', 'trial'), plan('day 1 10:00', 'team', '2026-03-02T08:00Z')]),
  ).toEqual([])
  expect(
    flips(rule, [plan('day 1 09:00', 'trial'), plan('day 1 10:00', 'team', '2026-03-02T09:00Z')]),
  ).toEqual(['day 1 10:00 in'])
})

test('Calls that are no `track` count as events of the name of their type', () => {
  const identify = ann('day 1 09:00', { type: 'identify', traits: { a: 1 } })
  const group = ann('day 1 09:30', { type: 'group', groupId: 'acme' })
  expect(flips({ did: { event: 'identify' } }, [identify])).toEqual(['day 1 09:00 in'])
  expect(flips({ did: { event: 'group' } }, [identify, group])).toEqual(['day 1 09:30 in'])
})

test('A page is seen by its name or by its path, without what follows ? or #', () => {
  const page = (properties: object, name?: string) =>
    ann('day 1 09:00', { type: 'page', properties, ...(name ? { name } : {}) })
  const priced = { did: { page: '/pricing*' } }
  expect(flips(priced, [page({ path: '/pricing' })])).toHaveLength(1)
  expect(flips(priced, [page({ url: 'https://x.example/pricing/team?a=1#b' })])).toHaveLength(1)
  expect(flips(priced, [page({ url: 'https://x.example/?to=/pricing' })])).toEqual([])
  expect(flips({ did: { page: 'Pricing' } }, [page({}, 'Pricing')])).toHaveLength(1)
})

const berlin = { kind: 'calendar', id: 'project', zone: 'Europe/Berlin' }

test('A calendar day is the project’s, with its 23 or 25 hours', () => {
  const today = { did: { event: 'Login', on: 'day' } }
  // 28 March 2026 in Berlin ends at 23:00 in UTC; the day after, on which summer begins, at 22:00.
  expect(flips(today, [ann('day 27 22:59', 'Login')], { more: [berlin] })).toEqual([
    'day 27 22:59 in',
    'day 27 23:00 out',
  ])
  expect(flips(today, [ann('day 27 23:00', 'Login')], { more: [berlin] })).toEqual([
    'day 27 23:00 in',
    'day 28 22:00 out',
  ])
})

test('Working days leave out weekends; the time of day stays that of the project’s clocks', () => {
  const rule = { since: { event: 'Login', gte: '2wd', lt: '3wd' } }
  // Friday 27 March, 10:00 in Berlin, is 09:00 in UTC; on Tuesday 10:00 is 08:00.
  expect(flips(rule, [ann('day 26 09:00', 'Login')], { more: [berlin] })).toEqual([
    'day 30 08:00 in',
    'day 31 08:00 out',
  ])
})

test('`for` runs from entering, and is not broken by saying the same again', () => {
  const rule = { segment: { id: 'recent', for: '30m' } }
  const recent = segment('recent', within('1h'))
  const diary = [ann('day 1 09:00', 'Login'), ann('day 1 09:20', 'Login')]
  expect(flips(rule, diary, { untilDay: 2, more: [recent] })).toEqual([
    'day 1 09:30 in',
    'day 1 10:20 out',
  ])
})

test('Definitions that read each other settle in one go, in the order in which they read, whatever the order of the files', () => {
  const documents = [
    segment('c', { segment: { id: 'b' } }),
    segment('b', { milestone: { id: 'a' } }),
    { kind: 'milestone', id: 'a', level: 'person', order: 9, reached: { did: { event: 'Login' } } },
  ]
  for (const list of [documents, documents.toReversed()]) {
    const { told } = liveThrough(list, [ann('day 1 09:00', 'Login')], { untilDay: 2 })
    expect(told('ann')).toEqual([
      'day 1 09:00  milestone a reached',
      'day 1 09:00  segment b: in',
      'day 1 09:00  segment c: in',
      'day 1 09:00  lifecycle visitor → trial',
    ])
  }
})

test('An event belongs to the account that it names, else to the one acted for when it is received', () => {
  const documents = [
    {
      kind: 'milestone',
      id: 'a',
      level: 'account',
      order: 1,
      reached: { did: { event: 'Login' } },
    },
  ]
  const acting = ann('day 1 09:00', { type: 'group', groupId: 'acme' })
  const { told } = liveThrough(
    documents,
    [
      acting,
      ann('day 1 10:00', 'Login', '2026-03-02T08:00Z'),
      ann('day 1 11:00', { event: 'Login', context: { groupId: 'globex' } }),
    ],
    { untilDay: 1 },
  )
  expect(told('acme', 'milestone')).toEqual(['day 1 10:00  milestone a reached'])
  expect(told('globex', 'milestone')).toEqual(['day 1 11:00  milestone a reached'])
})
