import fc from 'fast-check'

/** Flows, with a key and without one, and rules that ask where somebody stands in them. */

const span = fc.constantFrom('30m', '1h', '1d', '36h', '7d')
const name = fc.constantFrom('A', 'B', 'C')

const simple = fc.oneof(
  name.map((event) => ({ did: { event } })),
  fc.tuple(name, span).map(([event, within]) => ({ did: { event, within } })),
  fc.tuple(name, span).map(([event, within]) => ({ not: { did: { event, within } } })),
)

const same = fc.record(
  { event: name, where: fc.constant({ y: { exists: true } }), by: fc.constant('y') },
  { requiredKeys: ['event'] },
)

/** What a flow with a key asks of one of its places, or of the subject. */
const ofKey = fc.oneof(
  same.map((body) => ({ same: body })),
  simple,
)

const stepsOf = (rule: fc.Arbitrary<object>): fc.Arbitrary<readonly object[]> =>
  fc
    .tuple(rule, rule, span, span, fc.boolean())
    .map(([until, when, atMost, pause, goesRound]) => [
      { id: 'first', wait: { until, 'at-most': atMost, late: 'pause' } },
      { branch: [{ when, to: 'last' }] },
      { id: 'pause', wait: { for: pause } },
      { id: 'last', wait: { until, 'at-most': '2d' } },
      ...(goesRound && pause !== '30m' ? [{ go: 'pause' }] : []),
    ])

const reentry = fc.constantFrom<unknown>('once', 'every-time', { cooldown: '1d' })

const variants = [
  { id: 'a', start: 'first' },
  { id: 'b', weight: 2, start: 'pause' },
]

const flowOf = (
  level: 'person' | 'account',
  { keyed }: { readonly keyed: boolean },
): fc.Arbitrary<object> => {
  const rule = keyed ? ofKey : simple
  const enter = keyed ? name.map((event) => ({ did: { event } })) : simple
  const options = fc.record(
    { goal: rule, exit: rule, holdout: fc.constant(0.5), variants: fc.constant(variants), reentry },
    { requiredKeys: ['reentry'] },
  )
  return fc.tuple(enter, stepsOf(rule), options).map(([entered, steps, more]) => ({
    kind: 'flow',
    id: `${keyed ? 'k' : 'f'}-${level}`,
    ...(keyed ? { key: 'x' } : {}),
    level,
    enter: entered,
    steps,
    ...more,
  }))
}

/** A flow of people and one of accounts, each with a key and without one. */
export const flowDocuments: fc.Arbitrary<readonly object[]> = fc.tuple(
  flowOf('person', { keyed: false }),
  flowOf('person', { keyed: true }),
  flowOf('account', { keyed: false }),
  flowOf('account', { keyed: true }),
)

/** Something done about one of a few keys. */
export const keyedDeed = fc
  .tuple(
    name,
    fc.record(
      { x: fc.constantFrom<unknown>(1, '1', 'x', '\u{1f600}', ''), y: fc.constantFrom('1', 'x') },
      { requiredKeys: [] },
    ),
  )
  .map(([event, properties]) => ({ event, properties }))

/** Leaves about flows of people (accounts). */
export const flowLeaves = (level: 'person' | 'account'): readonly fc.Arbitrary<object>[] => [
  fc
    .record(
      {
        id: fc.constantFrom(`f-${level}`, `k-${level}`),
        at: fc.constantFrom('first', 'pause', 'last'),
        within: span,
        for: span,
      },
      { requiredKeys: ['id'] },
    )
    .map((flow) => ({ flow })),
]
