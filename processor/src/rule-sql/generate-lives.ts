import fc from 'fast-check'
import { keyedDeed } from './generate-flows.ts'
import { report } from './generate-messages.ts'
import { unworked } from './generate-scores.ts'

/** Lives of a few people and accounts, for asking rules of them. What happens is on the half hour, so that edges of windows are met. */

/** What is done, and asked for. */
export const name = fc.constantFrom('A', 'A', 'B', 'C')

const values = [1, 2, 2.5, '1', 'x', 'xy', 'é', '\u{1f600}', '\uffee', true, false, null] as const
const odd = [
  1e20,
  18446744073709552000,
  -1e-7,
  'a "quoted" \\ 12345678901234567890,',
  ['x', 1],
] as const

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
