import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sayRule } from '../compile-rule.ts'
import { type Rule, ruleSchema } from '../rule.ts'
import { type Body, countPlainly } from '../testing/plain-count.ts'
import { compiled, type Done, eventOf, expectExact, readRule } from '../testing/read-rule.ts'
import { isTrue } from '../verdict.ts'

const hourMs = 3_600_000
const at = (text: string): number => Date.parse(text)

const count = fc
  .tuple(fc.constantFrom('gte', 'lte', 'eq'), fc.integer({ min: 0, max: 4 }))
  .map(([op, n]) => ({ [op]: n }))
const unit = fc.constantFrom('day', 'week', 'month')
const last = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })
const window = fc.oneof(
  fc.constant({}),
  fc.constantFrom('5h', '30h', '3d').map((within) => ({ within })),
  fc.record({ on: unit, last }).map((w) => (w.last ? w : { on: w.on })),
  fc.constant({ since: { event: 'B' } }),
)
const body = fc
  .record({ window, count, kind: fc.constantFrom('count', 'distinct', 'first') })
  .map(({ window: w, count: c, kind }) => {
    if (kind === 'distinct') return { event: 'A', count: c, distinct: 'v', ...w }
    const isFirst = kind === 'first' && Object.keys(w).length > 0
    return isFirst ? { event: 'A', first: true, ...w } : { event: 'A', count: c, ...w }
  })

/** Zones that change their clocks by an hour, by half an hour, at midnight, and never. */
const change = fc.constantFrom(
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['America/Santiago', '2026-09-06T04:00:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kolkata', '2026-01-31T18:30:00Z'],
  ['UTC', '2026-03-01T00:00:00Z'],
) as fc.Arbitrary<readonly [zone: string, instant: string]>

/** In half hours around the change. */
const history = fc.array(
  fc.record({
    name: fc.constantFrom('A', 'A', 'B'),
    steps: fc.integer({ min: -150, max: 100 }),
    v: fc.constantFrom(1, 2, 3, undefined),
  }),
  { maxLength: 9 },
)

test('every count says what counting the whole history says, and until when that stays so', () => {
  fc.assert(
    fc.property(body, change, history, (did, [zone, instant], steps) => {
      const start = at(instant)
      const events = steps.map(({ name, steps: n, v }): Done => {
        const properties = v === undefined ? {} : { v }
        return { name, time: start + (n * hourMs) / 2, properties }
      })
      const from = Math.max(start, ...events.map((e) => e.time))
      expectExact(
        readRule({ did }, events, { calendar: { zone } }),
        (now) => countPlainly(did as Body, events, { now, zone }),
        { from, to: from + 200 * hourMs, step: hourMs / 2 },
      )
    }),
    { numRuns: 150 },
  )
})

test('conditions of another type never match, and a name that only looks like a property of Object is none', () => {
  const matches = (where: object, properties: object): boolean => {
    const [leaf] = compiled({ did: { event: 'X', where } }).leaves.values()
    const event = eventOf({ name: 'X', time: 1, properties: properties as Done['properties'] & {} })
    return leaf?.observe(undefined, event) !== undefined
  }
  const where = { plan: { eq: 'pro' }, seats: { gte: 5 } }
  expect(matches(where, { plan: 'pro', seats: 5 })).toBe(true)
  expect(matches(where, { plan: 'pro', seats: '5' })).toBe(false)
  expect(matches(where, { plan: 'pro' })).toBe(false)
  expect(matches({ toString: { exists: true } }, {})).toBe(false)
})

const page = (path: string, name = path): Done => ({ type: 'page', name, path, time: 1 })

test.each([
  ['/pricing', page('/pricing'), true],
  ['/pricing', page('/pricing/eu'), false],
  ['Pricing', page('/pricing', 'Pricing'), true],
  ['/reports/*', page('/reports/7'), true],
  ['/reports/*', page('/reports'), false],
  ['/*/edit', page('/reports/7/edit'), true],
  ['/a*a', page('/a'), false],
  ['/a*b*c', page('/axbxbxc'), true],
  ['/a*b*c', page('/acb'), false],
])('page %s against %j: %s', (pattern, event, is) => {
  expect(isTrue(readRule({ did: { page: pattern } }, [event])(2))).toBe(is)
})

test('a hostile pattern costs no more than the length of the path', () => {
  const pattern = `/${'a*'.repeat(90)}b`
  const said = readRule({ did: { page: pattern } }, [page(`/${'a'.repeat(30_000)}`)])
  expect(isTrue(said(2))).toBe(false)
})

test('a feature is used in any of the ways that the feature map names, and in no other', () => {
  const features = {
    reports: [
      { page: '/reports/*' },
      { event: 'Report Exported', where: { rows: { gte: 1 } } },
      { click: { wm: 'reports' } },
    ],
  }
  const used = (event: Done, where?: object): boolean => {
    const did = { feature: 'reports', ...(where ? { where } : {}) }
    return isTrue(readRule({ did }, [event], { features })(2))
  }
  const exported = { name: 'Report Exported', time: 1 }
  expect(used(page('/reports/7'))).toBe(true)
  expect(used({ ...exported, properties: { rows: 3 } })).toBe(true)
  expect(used({ ...exported, properties: { rows: 0 } })).toBe(false)
  expect(used({ name: '$click', time: 1, properties: { wm: 'reports', role: 'button' } })).toBe(
    true,
  )
  expect(used({ name: '$click', time: 1, properties: { role: 'button' } })).toBe(false)
  expect(used({ name: '/reports/7', time: 1 })).toBe(false)
  expect(used({ ...exported, properties: { rows: 3 } }, { format: { eq: 'pdf' } })).toBe(false)
})

test('an event at the very instant of the other one is not since it; without the other one nothing is', () => {
  const did = { event: 'Login', since: { event: 'Trial Started' } }
  const login = (time: number): Done => ({ name: 'Login', time })
  const started = { name: 'Trial Started', time: 5 }
  const says = (...events: Done[]): boolean => isTrue(readRule({ did }, events)(10))
  expect(says(login(5), started)).toBe(false)
  expect(says(login(6), started)).toBe(true)
  expect(says(login(6), started, { name: 'Trial Started', time: 7 })).toBe(false)
  expect(says(login(6))).toBe(false)
})

const refusals: readonly (readonly [rule: object, message: string])[] = [
  [
    { did: { event: 'X', count: { gte: 101 }, within: '7d' } },
    'rule.did.count: a rolling count goes up to 100; calendar units (`on`) count further',
  ],
  [
    { did: { event: 'X', count: { gte: 101 }, distinct: 'v' } },
    'rule.did.count: a count of different values goes up to 100',
  ],
  [{ did: { feature: 'nowhere' } }, 'rule.did.feature: there is no feature "nowhere"'],
]

test.each(refusals)('%j is refused when it is saved', (rule, message) => {
  expect(() => compiled(rule)).toThrow(message)
})

test('a large count is possible on calendar days', () => {
  const events = Array.from({ length: 500 }, (_, i) => ({
    name: 'X',
    time: at('2026-03-02T10:00:00Z') + i,
  }))
  const says = readRule({ did: { event: 'X', count: { gte: 500 }, on: 'day' } }, events)
  expect(isTrue(says(at('2026-03-02T23:59:59.999Z')))).toBe(true)
  expect(isTrue(says(at('2026-03-03T00:00:00Z')))).toBe(false)
})

test.each([
  [{ event: 'X', page: '/x' }, 'one of event, page, feature'],
  [{ event: 'X', within: '7d', on: 'day' }, 'at most one of within, on, since'],
  [{ event: 'X', last: 3 }, '`last` counts the units of `on`'],
  [{ event: 'X', first: true }, '`first` needs one of within, on, since'],
  [{ event: 'X', first: true, within: '7d', count: { gte: 2 } }, '`first` is about one event'],
  [{ event: 'X', distinct: 'v' }, '`distinct` needs a count'],
  [{ event: 'X', count: { gte: 1, lte: 2 } }, 'one of gte, lte, eq'],
  [
    {
      event: 'X',
      where: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`p${i}`, { eq: i }])),
    },
    'at most 20 properties',
  ],
  [{ event: 'X', on: 'year' }, 'one of day, week, month'],
])('%j is not a rule', (did, message) => {
  const parsed = ruleSchema.safeParse({ did })
  expect(parsed.error?.issues.map((issue) => issue.message).join('; ')).toContain(message)
})

test.each([
  [
    { event: 'Data Received', count: { gte: 3 }, within: '7d' },
    'has done “Data Received” at least 3 times in the last 7 days',
  ],
  [{ event: 'Login', within: '1d' }, 'has done “Login” in the last day'],
  [
    { page: '/pricing', count: { eq: 1 }, on: 'week' },
    'has seen page “/pricing” exactly 1 time this week',
  ],
  [
    { feature: 'reports', count: { lte: 2 }, on: 'day', last: 7 },
    'has used feature “reports” at most 2 times in the last 7 calendar days',
  ],
  [{ event: 'X', first: true, on: 'day' }, 'has done “X” for the first time today'],
  [
    { event: 'X', where: { plan: { eq: 'pro' }, seats: { gte: 5 } } },
    'has done “X” where plan is pro and seats is at least 5',
  ],
  [
    {
      event: 'Report Viewed',
      distinct: 'report_id',
      count: { gte: 3 },
      since: { event: 'Trial Started' },
    },
    'has done “Report Viewed” with at least 3 different values of “report_id” since the last “Trial Started”',
  ],
  [{ event: 'X', count: { eq: 0 }, within: '1d' }, 'has not done “X” in the last day'],
  [
    { event: 'X', distinct: 'v', count: { lte: 0 } },
    'has done “X” with at most 0 different values of “v”',
  ],
])('%j reads: %s', (did, sentence) => {
  expect(sayRule({ did } as Rule)).toBe(sentence)
})
