import fc from 'fast-check'
import { decidedLeaves } from './generate-decided.ts'
import { flowLeaves } from './generate-flows.ts'
import { name } from './generate-lives.ts'
import { messageLeaves } from './generate-messages.ts'
import { scoreLeaf, standingLeaf } from './generate-scores.ts'

/** Rules for holding the two compilers of rules against each other. Spans meet on the half hour, so that edges do. */

const spans = ['30m', '1h', '36h', '1d', '2d', '7d', '3w'] as const
const span = fc.constantFrom(...spans)

const count = (min: number) =>
  fc.oneof(...['gte', 'lte', 'eq'].map((op) => fc.record({ [op]: fc.integer({ min, max: 3 }) })))

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
