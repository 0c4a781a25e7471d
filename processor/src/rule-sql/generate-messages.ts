import { limits } from '@waymark/schemas'
import { mailEvents, ownEvents } from '@waymark/schemas/wire/event'
import fc from 'fast-check'

/** Guides and engagements, what pages tell of them, and rules that ask. */

const span = fc.constantFrom('30m', '1h', '1d', '36h', '7d', '3w')
const name = fc.constantFrom('A', 'B', 'C')

const simple = fc.oneof(
  name.map((event) => ({ did: { event } })),
  fc.tuple(name, span).map(([event, within]) => ({ did: { event, within } })),
  fc.tuple(name, span).map(([event, within]) => ({ not: { did: { event, within } } })),
)

const guide = (id: string): object => ({
  kind: 'guide',
  id,
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
})

const cap = fc.tuple(fc.integer({ min: 1, max: 2 }), span).map(([max, within]) => ({
  caps: { 'per-person': { max, within } },
}))

const gates = fc
  .record(
    {
      exclude: simple,
      goal: simple,
      more: cap,
      holdout: fc.constant(0.4),
      reentry: fc.constantFrom<unknown>('once', 'every-time', { cooldown: '1d' }),
    },
    { requiredKeys: [] },
  )
  .map(({ more = {}, ...rest }) => ({ ...rest, ...more }))

const engagement = (id: string, sends: object) =>
  fc
    .tuple(simple, gates)
    .map(([audience, more]) => ({ kind: 'engagement', id, audience, ...sends, ...more }))

const hook = { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' }

/** Three engagements that show two guides: alone, beside something that is sent, and to those who are drawn for it. */
export const messageDocuments = fc
  .tuple(
    engagement('nudge', { send: [{ guide: 'tip' }] }),
    engagement('other', { send: [{ webhook: 'hook', say: 'x' }, { guide: 'tip' }] }),
    engagement('word', {
      variants: [
        { id: 'a', send: [{ guide: 'tour' }] },
        { id: 'b', send: [{ webhook: 'hook', say: 'x' }, { guide: 'tip' }] },
      ],
    }),
  )
  .map((all): readonly object[] => [guide('tip'), guide('tour'), hook, ...all])

const called = fc.constantFrom('nudge', 'nudge', 'other.1', 'word.a', 'word.b.1', 'other', 'gone')
const question = fc.constantFrom('nps', 'why', '\uffee', '\u{1f600}')
const answer = fc.oneof(
  fc.integer({ min: 0, max: 10 }),
  fc.constantFrom<unknown>(2.5, 1e20, 'x', 'xy', '', '\u{1f600}', ['x', 'y'], [], null, { a: 1 }),
)

const pagesReasons = ['missing', 'refused', 'occluded'] as const

const reasons = [...pagesReasons, 'caps', 'nonsense'] as const

const many = Object.fromEntries(
  Array.from({ length: limits.answersKept }, (_, i) => [`q${i}`, i % 3] as const),
)

const answers = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.tuple(question, answer), { minLength: 1, maxLength: 3 })
      .map((list) => Object.fromEntries(list)),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(many, 'none') },
)

const event = fc.constantFrom(
  ownEvents.guideRendered,
  ownEvents.guideRendered,
  ownEvents.guideSeen,
  ownEvents.guideClicked,
  ownEvents.guideDismissed,
  ownEvents.guideCompleted,
  ownEvents.guideSnoozed,
  ownEvents.guideMissed,
  ownEvents.guideMissed,
  ownEvents.guideAnswered,
  ownEvents.guideAnswered,
  ownEvents.guideReleased,
  ownEvents.guideLeft,
)

/** What a page tells of a guide, or a server of an e-mail. */
export const report = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        event,
        fc.record(
          {
            engagement: called,
            guide: fc.constantFrom('tip', 'tour', 'nowhere'),
            reason: fc.constantFrom(...reasons),
            by: fc.constantFrom('button', 'caps'),
            for: fc.constantFrom('1h', '2d'),
            answers,
          },
          { requiredKeys: ['engagement', 'guide', 'answers'] },
        ),
      )
      .map(([name, properties]) => ({ event: name, properties })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...Object.values(mailEvents)), called)
      .map(([name, engagement]) => ({ event: name, properties: { engagement } })),
  },
)

const condition = fc.oneof(
  fc.record({ gte: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ lt: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ eq: fc.constantFrom<string | number>('x', 2.5, 1e20) }),
  fc.record({ contains: fc.constantFrom('x', 'y') }),
  fc.record({ neq: fc.constantFrom('x', 1) }),
  fc.record({ exists: fc.boolean() }),
)

const within = fc.record({ within: span }, { requiredKeys: [] })

const reactions = ['seen', 'clicked', 'completed', 'dismissed', 'snoozed', 'answered'] as const

const serversReasons = [
  ...['exclude', 'goal', 'entry', 'unsubscribed', 'worked', 'holdout', 'snooze', 'caps'],
  ...['priority', 'slot'],
] as const

/** Of what the server held back so much is asked as is kept. */
const heldBack = fc
  .tuple(fc.option(fc.constantFrom(...serversReasons), { nil: undefined }), span)
  .map(([because, within]) => ({
    ...{ was: 'suppressed', within },
    ...(because === undefined ? {} : { because }),
  }))

const asked = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...reactions).map((was) => ({ was })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(question, condition)
      .map(([to, more]) => ({ was: 'answered', answer: { to, ...more } })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...pagesReasons).map((because) => ({ was: 'suppressed', because })),
  },
  { weight: 4, arbitrary: heldBack },
)

const body = (ids: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...ids), asked, within)
    .map(([id, what, window]) => ({ id, ...window, ...what }))

/** Leaves about guides and messages of people. */
export const messageLeaves: readonly fc.Arbitrary<object>[] = [
  body(['tip', 'tip', 'tour']).map((guide) => ({ guide })),
  body(['nudge', 'nudge', 'other', 'word']).map((message) => ({ message })),
]
