import { lifecycleStates } from '@waymark/schemas'
import fc from 'fast-check'

/** Definitions that the stream decides by, and rules that ask what it decided. */

const span = fc.constantFrom('30m', '1h', '1d', '36h', '7d')
const name = fc.constantFrom('A', 'B', 'C')

const simple = fc.oneof(
  name.map((event) => ({ did: { event } })),
  fc.tuple(name, span).map(([event, within]) => ({ did: { event, within } })),
  fc
    .tuple(name, fc.integer({ min: 1, max: 3 }))
    .map(([event, gte]) => ({ did: { event, count: { gte } } })),
  fc.tuple(name, span).map(([event, within]) => ({ not: { did: { event, within } } })),
)

const known = fc.oneof(simple, fc.constant({ trait: { name: '$known', eq: true } }))

const either = (rule: fc.Arbitrary<object>) =>
  fc.oneof(
    rule,
    fc.tuple(rule, rule).map((all) => ({ all })),
  )

const state = fc.constantFrom(...lifecycleStates)
const later = fc.uniqueArray(fc.constantFrom(...lifecycleStates.slice(2)), { maxLength: 4 })

const movesOf = (rule: fc.Arbitrary<object>) =>
  later.chain((states) =>
    fc
      .tuple(
        ...states.map(() =>
          fc.record(
            { when: rule, from: fc.uniqueArray(state, { minLength: 1, maxLength: 3 }) },
            { requiredKeys: ['when'] },
          ),
        ),
      )
      .map((moves) => Object.fromEntries(states.map((to, i) => [to, moves[i]]))),
  )

const documentsOf = (level: 'person' | 'account', rule: fc.Arbitrary<object>) =>
  fc
    .record({
      reached: either(rule),
      started: fc.option(rule, { nil: undefined }),
      segment: either(rule),
      fit: either(rule),
      leave: fc.option(rule, { nil: undefined }),
      states: movesOf(rule),
    })
    .map(({ reached, started, segment, fit, leave, states }): readonly object[] => [
      {
        kind: 'milestone',
        id: `m-${level}`,
        level,
        order: 1,
        reached,
        ...(started ? { started } : {}),
      },
      { kind: 'segment', id: `s-${level}`, level, rule: segment },
      { kind: 'pql', id: `p-${level}`, level, fit, ...(leave ? { leave } : {}) },
      { kind: 'lifecycle', id: `l-${level}`, level, states },
    ])

/** A milestone, a segment, a PQL and a lifecycle of people, and of accounts. */
export const decidedDocuments = fc
  .tuple(documentsOf('person', known), documentsOf('account', simple))
  .map((both): readonly object[] => both.flat())

const spans = fc.record({ within: span, for: span }, { requiredKeys: [] })

const bounds = fc.oneof(
  fc.record({ gte: span }),
  fc.record({ lt: span }),
  fc.constantFrom({ gte: '1h', lt: '36h' }),
)

/** Leaves about what was decided of people (accounts). */
export const decidedLeaves = (level: 'person' | 'account'): readonly fc.Arbitrary<object>[] => [
  spans.map((more) => ({ milestone: { id: `m-${level}`, ...more } })),
  spans.map((more) => ({ segment: { id: `s-${level}`, ...more } })),
  spans.map((more) => ({ pql: { id: `p-${level}`, ...more } })),
  fc
    .tuple(
      fc.uniqueArray(state, { minLength: 1, maxLength: 3 }),
      fc.record({ from: state, within: span, for: span }, { requiredKeys: [] }),
    )
    .map(([states, more]) => ({ lifecycle: { in: states, ...more } })),
  fc.tuple(state, bounds).map(([lifecycle, more]) => ({ since: { lifecycle, ...more } })),
]
