import { scorePartNames } from '@waymark/schemas'
import { mailEvents, ownEvents } from '@waymark/schemas/wire/event'
import fc from 'fast-check'

/** Scores on the fixed scale, what they are about, and rules that ask how they stand. */

const name = fc.constantFrom('A', 'B', 'C')
const match = fc.oneof(
  { weight: 3, arbitrary: name.map((event) => ({ event })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<object>(
      { event: 'A', where: { x: { exists: true } } },
      { event: 'B', verified: true },
      { page: '/a*' },
      { feature: 'f' },
    ),
  },
)

const matches = fc.array(match, { minLength: 1, maxLength: 3 })
const weight = fc.constantFrom(0, 1, 2.5, 10, 33.3, 100)

const where = fc.oneof(
  name.map((event) => ({ did: { event, verified: true } })),
  fc
    .tuple(name, fc.constantFrom('1d', '7d'))
    .map(([event, within]) => ({ did: { event, within } })),
  fc.constant({ did: { event: 'C', on: 'month' } }),
)

const scoreOf = (level: 'person' | 'account') =>
  fc
    .record(
      {
        core: matches,
        active: matches,
        where,
        verified: fc.constant(true),
        cap: fc.integer({ min: 1, max: 3 }),
        weights: fc.record(
          Object.fromEntries(scorePartNames.slice(0, 5).map((part) => [part, weight])),
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: ['core'] },
    )
    .map((body): object => ({ kind: 'score', id: `c-${level}`, level, ...body }))

/** A score of people and one of accounts. */
export const scoreDocuments: fc.Arbitrary<readonly object[]> = fc.tuple(
  scoreOf('person'),
  scoreOf('account'),
)

const deciles = (most: number) =>
  fc
    .array(fc.integer({ min: 0, max: most }), { minLength: 11, maxLength: 11 })
    .map((list) => list.toSorted((a, b) => a - b))

const cohort = fc.record({
  lifecycle: fc.constantFrom('visitor', 'trial', 'active'),
  age: fc.constantFrom('week', 'month', 'quarter'),
  people: fc.constant(30),
  parts: fc.record({
    days: deciles(5),
    time: deciles(60),
    breadth: deciles(3),
    depth: deciles(9),
    guides: deciles(1),
    trend: deciles(1),
  }),
})

const cohortsOf = (level: 'person' | 'account') =>
  fc.array(cohort, { maxLength: 8 }).map((cohorts): object => ({
    kind: 'cohorts',
    id: `c-${level}`,
    at: '2026-03-01T00:00:00Z',
    cohorts,
  }))

/** Both, compared with cohorts. */
export const comparedDocuments: fc.Arbitrary<readonly object[]> = fc
  .tuple(scoreDocuments, cohortsOf('person'), cohortsOf('account'))
  .map(([scores, ...tables]) => [...scores, ...tables])

const points = fc.oneof(
  fc.integer({ min: 0, max: 25 }),
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 400 }).map((n) => n / 10),
)

const stands = fc.oneof(
  ...['gte', 'gt', 'lte', 'lt'].map((op) => points.map((than) => ({ [op]: than }))),
)

/** Leaves about how the score of people (accounts) stands. */
export const standingLeaf = (level: 'person' | 'account'): fc.Arbitrary<object> =>
  scoreLeaf(level, stands)

const asked = fc.oneof(
  stands,
  fc
    .tuple(
      fc.constantFrom('drop', 'rise'),
      fc.constantFrom('1%', '30%', '50%', '100%'),
      fc.constantFrom('1d', '3d', '2w'),
    )
    .map(([which, by, over]) => ({ [which]: { by, over } })),
)

/** Leaves about the score of people (accounts). */
export const scoreLeaf = (
  level: 'person' | 'account',
  what: fc.Arbitrary<object> = asked,
): fc.Arbitrary<object> =>
  fc
    .tuple(what, fc.option(fc.constantFrom(...scorePartNames), { nil: undefined }))
    .map(([more, part]) => ({
      score: { id: `c-${level}`, ...(part === undefined ? {} : { part }), ...more },
    }))

/** What counts for no score, or for the part about guides alone. */
export const unworked = fc
  .constantFrom(
    ownEvents.guideSeen,
    ownEvents.guideSeen,
    ownEvents.guideClicked,
    ownEvents.guideAnswered,
    ownEvents.guideDismissed,
    mailEvents.opened,
  )
  .map((event) => ({ event }))
