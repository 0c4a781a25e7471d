import fc from 'fast-check'
import { decidedLeaves } from './generate-decided.ts'
import { flowLeaves, keyedDeed } from './generate-flows.ts'
import { messageLeaves, report } from './generate-messages.ts'
import { scoreLeaf, standingLeaf, unworked } from './generate-scores.ts'

/** Definitions and lives for holding the two compilers of rules against each other. Spans meet on the half hour, so that edges do. */

const spans = ['30m', '1h', '36h', '1d', '2d', '7d', '3w'] as const
const span = fc.constantFrom(...spans)
const name = fc.constantFrom('A', 'A', 'B', 'C')

const count = (min: number) =>
  fc.oneof(...['gte', 'lte', 'eq'].map((op) => fc.record({ [op]: fc.integer({ min, max: 3 }) })))

const values = [1, 2, 2.5, '1', 'x', 'xy', 'é', '\u{1f600}', '\uffee', true, false, null] as const
const odd = [
  1e20,
  18446744073709552000,
  -1e-7,
  'a "quoted" \\ 12345678901234567890,',
  ['x', 1],
] as const
const scalar = fc.constantFrom(1, 2, 2.5, '1', 'x', '\u{1f600}', true)
const ordered = fc.constantFrom<string | number>(1, 2, 1e20, 'x', '\uffee', '\u{1f600}')

const condition = fc.oneof(
  fc.record({ eq: scalar }),
  fc.record({ neq: scalar }),
  fc.record({ in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  ...['lt', 'lte', 'gt', 'gte'].map((op) => fc.record({ [op]: ordered })),
  fc.record({ contains: fc.constantFrom('x', 'y', 'quoted') }),
  fc.record({ 'starts-with': fc.constantFrom('x', 'a "') }),
  fc.record({ exists: fc.boolean() }),
)

const where = fc.record({ x: condition })
const page = fc.constantFrom('/a', '/a/*', '*b', 'Home', 'H*e')
const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ event: name }) },
  { weight: 1, arbitrary: fc.record({ event: name, verified: fc.constant(true) }) },
  { weight: 4, arbitrary: fc.record({ event: name, where }) },
  { weight: 1, arbitrary: fc.record({ page }) },
  { weight: 1, arbitrary: fc.constant({ feature: 'f' }) },
)

const window = fc.oneof(
  fc.constant({}),
  fc.record({ within: span }),
  fc.record(
    { on: fc.constantFrom('day', 'week', 'month'), last: fc.integer({ min: 1, max: 4 }) },
    { requiredKeys: ['on'] },
  ),
  fc.record({ since: event }),
)

const did = fc.oneof(
  fc
    .tuple(event, window, fc.option(count(0), { nil: undefined }))
    .map(([e, w, c]) => ({ ...e, ...w, ...(c ? { count: c } : {}) })),
  fc.tuple(event, window, count(1)).map(([e, w, c]) => ({ ...e, ...w, count: c, distinct: 'x' })),
  fc
    .tuple(
      event,
      window.filter((w) => Object.keys(w).length > 0),
    )
    .map(([e, w]) => ({
      ...e,
      ...w,
      first: true,
    })),
)

const sequence = fc.record(
  {
    steps: fc.array(event, { minLength: 2, maxLength: 3 }).map((l) => l.map((d) => ({ did: d }))),
    within: span,
    same: fc.constant('x'),
    'nothing-between': fc.array(fc.oneof(name, event), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['steps', 'within'] },
)

const bounds = fc.oneof(
  fc.record({ gte: span }),
  fc.record({ lt: span }),
  fc.constantFrom({ gte: '1h', lt: '2d' }),
  fc.constantFrom(
    { gte: '1wd' },
    { gte: '3wd', lt: '5wd' },
    { gte: '12h', lt: '2wd' },
    { lt: '8wd' },
  ),
)
const sinceEvent = fc
  .tuple(event, bounds, fc.boolean())
  .map(([e, b, first]) => ({ ...e, ...b, ...(first ? { first: true } : {}) }))
const sinceTrait = fc
  .tuple(bounds, fc.boolean())
  .map(([b, verified]) => ({ trait: 'renews', ...b, ...(verified ? { verified } : {}) }))

const trait = fc.oneof(
  fc
    .record({ for: span, verified: fc.boolean() }, { requiredKeys: [] })
    .chain((more) => condition.map((c) => ({ name: 'x', ...c, ...more }))),
  fc
    .record({ for: span, verified: fc.boolean() }, { requiredKeys: [] })
    .chain((more) => span.map((within) => ({ name: 'renews', within, ...more }))),
  fc.constantFrom(
    { name: 'renews', before: '2026-03-09' },
    { name: 'renews', after: '2026-03-05T12:00:00+02:00', for: '1d' },
    { name: '$known', eq: true },
    { name: '$known', exists: false, for: '1d' },
    { name: '$known', eq: true, for: '2d' },
  ),
)

type Rules = { readonly rule: object }

const combined = (leaves: readonly fc.Arbitrary<object>[]) =>
  fc.letrec<Rules>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      ...leaves,
      fc.array(tie('rule'), { minLength: 1, maxLength: 2 }).map((rules) => ({ all: rules })),
      fc.array(tie('rule'), { minLength: 1, maxLength: 2 }).map((rules) => ({ any: rules })),
      tie('rule').map((rule) => ({ not: rule })),
    ),
  })).rule

const trend = fc
  .tuple(
    event,
    fc.record(
      { on: fc.constantFrom('day', 'week', 'month'), 'at-least': fc.integer({ min: 1, max: 3 }) },
      { requiredKeys: [] },
    ),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom({ drop: '30%' }, { drop: '100%' }, { rise: '50%' }),
  )
  .map(([e, more, last, change]) => ({ ...e, ...more, last, ...change }))

const onEvents = [
  did.map((body) => ({ did: body })),
  trend.map((body) => ({ trend: body })),
  sequence.map((body) => ({ sequence: body })),
  sinceEvent.map((body) => ({ since: body })),
]

const onPerson = [
  ...onEvents,
  trait.map((body) => ({ trait: body })),
  sinceTrait.map((body) => ({ since: body })),
]

const onDecided = {
  person: [...onPerson, ...decidedLeaves('person')],
  account: [...onEvents, ...decidedLeaves('account')],
}

/** Rules about people that need nobody else, and ask what was decided of them. */
export const decidedRule = combined(onDecided.person)

/** Rules about people that ask what became of guides and messages. */
export const toldRule = combined([
  ...messageLeaves,
  ...messageLeaves,
  did.map((body) => ({ did: body })),
  ...decidedLeaves('person').slice(0, 1),
])

/** Rules about people that ask where they, and their account, stand in flows. */
export const flowRule = combined([
  ...flowLeaves('person'),
  ...flowLeaves('person'),
  ...flowLeaves('account'),
  combined([...flowLeaves('account'), ...onEvents]).map((rule) => ({ account: rule })),
  did.map((body) => ({ did: body })),
])

/** Rules about people that ask what was decided of them and of their account. */
export const decidedAskingRule = combined([
  ...decidedLeaves('person'),
  ...decidedLeaves('account').slice(0, 3),
  combined(onDecided.account).map((rule) => ({ account: rule })),
])

/** Rules about people that need nobody else. */
export const personRule = combined(onPerson)

/** Rules about accounts that need no members. */
const plainAccountRule = combined(onEvents)

/** Rules about people that ask their account. */
export const askingRule = combined([
  ...onPerson,
  plainAccountRule.map((rule) => ({ account: rule })),
  plainAccountRule.map((rule) => ({ account: rule })),
])

const onKnown = [
  trait.map((body) => ({ trait: body })),
  sinceTrait.map((body) => ({ since: body })),
]

/** Rules about accounts that ask what is known of them. */
export const saidAccountRule = combined([
  ...onKnown,
  ...onKnown,
  did.map((body) => ({ did: body })),
])

/** Rules about people that ask what is known of their account. */
export const saidAskingRule = combined([
  trait.map((body) => ({ trait: { ...body, of: 'account' } })),
  sinceTrait.map((body) => ({ since: { ...body, of: 'account' } })),
  saidAccountRule.map((rule) => ({ account: rule })),
  ...onKnown,
])

/** Rules about people that ask how they score, and their account. */
export const scoredRule = combined([
  scoreLeaf('person'),
  scoreLeaf('person'),
  scoreLeaf('account'),
  scoreLeaf('account').map((rule) => ({ account: rule })),
])

/** Rules about people that ask how they, and their account, score now. */
export const standingRule = combined([
  standingLeaf('person'),
  standingLeaf('person'),
  standingLeaf('account'),
  standingLeaf('account').map((rule) => ({ account: rule })),
  did.map((body) => ({ did: body })),
])

/** Rules about accounts that ask how they score. */
export const scoredAccountRule = combined([scoreLeaf('account')])

const share = fc.constantFrom({ share: { gte: 0.5 } }, { share: { gte: 1 } })

const membersWho = (where: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(
      where,
      fc.oneof(
        share,
        count(0).map((c) => ({ count: c })),
      ),
    )
    .map(([rule, many]) => ({ members: { where: rule, ...many } }))

/** Rules about accounts, their members among them. */
export const accountRule = combined([...onEvents, membersWho(personRule)])

/** Rules about accounts that ask what was decided of them and of their members. */
export const decidedAccountRule = combined([...onDecided.account, membersWho(decidedRule)])

export const zone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Asia/Kathmandu',
)

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(1, 2, 'x') },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...values) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...odd) },
)
const who = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom({ userId: 'u1' }, { userId: 'u2' }) },
  { weight: 2, arbitrary: fc.constantFrom({ anonymousId: 'a1' }, { anonymousId: 'a2' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { userId: 'u1', anonymousId: 'a1' },
      { userId: 'u2', anonymousId: 'a2' },
      { userId: 'u2', anonymousId: 'a1' },
    ),
  },
)

/** Minutes before its record at which an event happened. */
const late = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(30, 60, 24 * 60, 36 * 60, 100 * 60) },
)

const renews = fc.constantFrom<unknown>(
  '2026-03-04',
  '2026-03-05T10:00:00Z',
  '2026-03-06 09:30',
  '2026-02-30T12:00:00.5-03:30',
  '2026-03-05T24:00',
  '2026-13-01',
  Date.parse('2026-03-08T09:00:00Z') + 0.5,
  'soon',
  null,
)

const what = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(name, fc.option(value, { nil: undefined })).map(([e, x]) => ({
      event: e,
      properties: x === undefined ? {} : { x },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { type: 'page', name: 'Home', properties: { path: '/a' } },
      { type: 'page', properties: { url: 'https://host.example/a/b?c=1#d' } },
      { type: 'screen', name: 'b' },
      { type: 'page', properties: { path: null }, context: { page: { path: '/a/\nb' } } },
      { type: 'page', properties: { url: 'https://host.example' } },
      { event: '$click', properties: { wm: 'save', x: 1 } },
    ),
  },
  { weight: 2, arbitrary: value.map((x) => ({ type: 'identify', traits: { x } })) },
  { weight: 1, arbitrary: renews.map((date) => ({ type: 'identify', traits: { renews: date } })) },
)

const account = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 2, arbitrary: fc.constantFrom('g1', 'g2') },
)

/** A life of several people and accounts, who do such things. */
const lifeOf = (
  what: fc.Arbitrary<object>,
  {
    speaksFor = fc.constant([]),
    lateness = late,
  }: {
    readonly speaksFor?: fc.Arbitrary<readonly string[]>
    readonly lateness?: fc.Arbitrary<number>
  } = {},
) => {
  const sent = fc.record({
    what,
    late: lateness,
    account,
    groups: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  })
  const moment = fc.record({
    who,
    sent: fc.array(sent, { minLength: 1, maxLength: 2 }),
    source: fc.constantFrom('browser', 'browser', 'server', 'signed'),
    /** Accounts that a signed page speaks for. */
    accounts: speaksFor,
    /** The row lies in the table twice, as after a crash. */
    twice: fc.boolean(),
    /** What waits to be carried between subjects is carried after this. */
    carries: fc.boolean(),
    /** Half hours until the next. */
    pause: fc.oneof(fc.constantFrom(1, 2, 3, 24, 48, 72, 96), fc.integer({ min: 1, max: 400 })),
  })
  return fc.array(moment, { minLength: 4, maxLength: 16, size: 'max' })
}

export const life = lifeOf(what)

/** A life in which pages tell what becomes of messages. */
export const toldLife = lifeOf(
  fc.oneof({ weight: 1, arbitrary: what }, { weight: 1, arbitrary: report }),
)

/** A life of few kinds of things, that meet again and again. */
export const keyedLife = lifeOf(keyedDeed)

/** A life in which much is said of accounts, also by who may speak for them. */
export const saidLife = lifeOf(
  fc.oneof(
    { weight: 2, arbitrary: what },
    { weight: 3, arbitrary: value.map((x) => ({ type: 'group', traits: { x } })) },
    { weight: 2, arbitrary: renews.map((date) => ({ type: 'group', traits: { renews: date } })) },
  ),
  { speaksFor: fc.constantFrom([], ['g1'], ['g1', 'g2']) },
)

/** A life of which much happens within minutes. */
export const busyLife = lifeOf(
  fc.oneof({ weight: 4, arbitrary: what }, { weight: 1, arbitrary: unworked }),
  { lateness: fc.oneof(late, fc.constantFrom(3, 7, 10, 20, 40, 55, 290)) },
)

export type Life = typeof life extends fc.Arbitrary<infer T> ? T : never
