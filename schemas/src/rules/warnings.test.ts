import { expect, test } from 'vitest'
import { type Rule, ruleSchema } from './rule.ts'
import { warningsOf } from './warnings.ts'

const warned = (rule: unknown): readonly string[] =>
  warningsOf(ruleSchema.parse(rule) as Rule, 'rule').map(
    ({ path, message }) => `${path} ${message}`,
  )

const silent = { not: { did: { event: 'Login', within: '24h' } } }

test('an absence within a window is true of a newcomer', () => {
  expect(warned(silent)).toEqual([
    'rule.not.did is true of a newcomer in the first second. To wait, ask as well for something that lasts, for example `since: { lifecycle: trial, gte: 24h }`',
  ])
  expect(warned({ any: [{ trait: { name: 'a', eq: 1 } }, { all: [silent] }] })[0]).toMatch(
    /^rule\.any\[1\]\.all\[0\]\.not\.did is true of a newcomer/,
  )
  expect(warned({ did: { event: 'Login', count: { lte: 2 }, on: 'week' } })).toHaveLength(1)
  expect(warned({ did: { event: 'Login', count: { eq: 0 }, within: '1d' } })).toHaveLength(1)
  expect(warned({ all: [silent, { lifecycle: { is: 'trial' } }] })).toHaveLength(1)
})

test('it is not, where the rule waits as well', () => {
  for (const wait of [
    { since: { lifecycle: 'trial', gte: '24h' } },
    { lifecycle: { is: 'trial', for: '1d' } },
    { did: { event: 'Login' } },
    { milestone: { id: 'm' } },
    { any: [{ did: { event: 'A' } }, { segment: { id: 's', for: '2d' } }] },
  ])
    expect(warned({ all: [silent, wait] })).toEqual([])
  expect(warned({ all: [silent, { since: { lifecycle: 'trial', lt: '24h' } }] })).toHaveLength(1)
  expect(
    warned({ all: [silent, { any: [{ did: { event: 'A' } }, { pql: { id: 'p' } }] }] }),
  ).toHaveLength(1)
})

test('what somebody did, or has never done, needs no warning', () => {
  expect(warned({ did: { event: 'Login', within: '24h' } })).toEqual([])
  expect(warned({ not: { did: { event: 'Login' } } })).toEqual([])
  expect(warned({ not: { not: { did: { event: 'Login', within: '24h' } } } })).toEqual([])
  expect(warned({ not: { did: { event: 'Login', count: { lte: 1 }, within: '24h' } } })).toEqual([])
})

test('an absence since another event is true of whoever never did that', () => {
  const did = { event: 'Login', since: { event: 'Trial Started' } }
  expect(warned({ not: { did } })[0]).toMatch(/^rule\.not\.did is also true of whoever never did/)
  expect(warned({ all: [{ not: { did } }, { did: { event: 'Trial Started' } }] })).toEqual([])
})

test('members are asked on their own: what the account waits for does not make them wait', () => {
  const rule = { all: [{ did: { event: 'A' } }, { members: { where: silent } }] }
  expect(warned(rule)[0]).toMatch(/^rule\.all\[1\]\.members\.where\.not\.did is true of a newcomer/)
})

test.each([
  [{ did: { event: 'A', count: { gte: 0 } } }, 'rule.did always holds: 0 are there from the start'],
  [
    { segment: { id: 's', for: '10d', within: '10d' } },
    'rule.segment never holds: for at least 10d and less than 10d',
  ],
  [
    { lifecycle: { is: 'trial', for: '2w', within: '10d' } },
    'rule.lifecycle never holds: for at least 2w and less than 10d',
  ],
  [
    { since: { event: 'A', gte: '24h', lt: '1d' } },
    'rule.since never holds: at least 24h and less than 1d ago',
  ],
  [
    { trait: { name: 'seats', gte: 5, lt: 4 } },
    'rule.trait never holds: no seats is below 4 and is at least 5',
  ],
  [
    { did: { event: 'A', where: { rows: { gt: 5, lte: 5 } } } },
    'rule.did never holds: no rows is at most 5 and is above 5',
  ],
  [
    { trait: { name: 'plan', in: ['free', 'pro'], neq: 'pro', 'starts-with': 'p' } },
    'rule.trait never holds: no plan is not pro and is one of free or pro and starts with p',
  ],
  [
    { trait: { name: 'seats', gt: 1, lt: 'b' } },
    'rule.trait never holds: no seats is below b and is above 1',
  ],
  [
    { did: { event: 'A', where: { rows: { gt: 5, lte: 5 } }, count: { lte: 2 } } },
    'rule.did always holds: no rows is at most 5 and is above 5',
  ],
  [
    {
      did: { event: 'A', since: { event: 'B', where: { x: { eq: 1, gt: 2 } } } },
    },
    'rule.did never holds: no x is 1 and is above 2',
  ],
  [
    {
      sequence: {
        steps: [
          { did: { event: 'A' } },
          { did: { event: 'B', where: { rows: { gte: 5, lt: 4 } } } },
        ],
        within: '1d',
      },
    },
    'rule.sequence never holds: no rows is below 4 and is at least 5',
  ],
  [
    {
      sequence: {
        steps: [{ did: { event: 'A' } }, { did: { event: 'B' } }],
        within: '1d',
        'nothing-between': ['C', { event: 'D', where: { rows: { gt: 5, lt: 5 } } }],
      },
    },
    'rule.sequence `nothing-between` keeps nothing out: no rows is below 5 and is above 5',
  ],
  [
    { since: { event: 'A', where: { plan: { in: ['free'], neq: 'free' } }, gte: '1d' } },
    'rule.since never holds: no plan is not free and is free',
  ],
  [
    { trend: { event: 'A', where: { rows: { gt: 5, lt: 5 } }, last: 3, drop: '30%' } },
    'rule.trend never holds: no rows is below 5 and is above 5',
  ],
  [
    { guide: { id: 'nps', was: 'answered', answer: { to: 'score', gte: 9, lt: 7 } } },
    'rule.guide never holds: no score is below 7 and is at least 9',
  ],
  [
    { message: { id: 'ask', was: 'answered', answer: { to: 'score', eq: 9, lt: 7 } } },
    'rule.message never holds: no score is 9 and is below 7',
  ],
  [
    { same: { event: 'A', where: { rows: { gt: 5, lt: 5 } } } },
    'rule.same never holds: no rows is below 5 and is above 5',
  ],
])('%j: %s', (rule, warning) => {
  expect(warned(rule)).toEqual([warning])
})

test.each([
  { gte: 5, lte: 5 },
  { gt: 4, lt: 5 },
  { gte: 'a', lt: 'b' },
  { in: [1, 9], gt: 5 },
  { neq: 3 },
  { exists: false },
])('some value meets %j', (condition) => {
  expect(warned({ trait: { name: 'x', ...condition } })).toEqual([])
})

const x = { did: { event: 'A' } }
const y = { trait: { name: 'plan', eq: 'pro' } }
const never = 'never holds: it asks for something and for its opposite'
const always = 'always holds: something and its opposite are both enough'

test.each([
  [{ all: [x, { not: x }] }, [`rule.all ${never}`]],
  [{ all: [x, { all: [y, { not: { did: { event: 'A' } } }] }] }, [`rule.all ${never}`]],
  [{ all: [{ not: { any: [x, y] } }, y] }, [`rule.all ${never}`]],
  [{ all: [x, { any: [{ not: x }, { not: y }] }, y] }, [`rule.all ${never}`]],
  [{ any: [x, { not: x }] }, [`rule.any ${always}`]],
  [{ any: [y, { any: [x, { not: { all: [x, y] } }] }] }, [`rule.any[1].any ${always}`]],
  [{ not: { all: [y, { not: y }, x] } }, [`rule.not.all ${never}`]],
  [{ any: [y, { all: [x, { not: x }] }] }, [`rule.any[1].all ${never}`]],
  [{ account: { all: [y, { not: y }] } }, [`rule.account.all ${never}`]],
  [{ members: { where: { any: [y, { not: y }] } } }, [`rule.members.where.any ${always}`]],
  [
    {
      all: [
        { trait: { name: 'plan', eq: 'pro' } },
        { not: { trait: { eq: 'pro', name: 'plan' } } },
      ],
    },
    [`rule.all ${never}`],
  ],
])('%j asks for something and its opposite', (rule, warnings) => {
  expect(warned(rule)).toEqual(warnings)
})

test.each([
  { all: [x, y] },
  { all: [x, { not: { account: x } }] },
  { any: [x, { not: y }] },
  { all: [{ any: [x, y] }, { not: { all: [x, y] } }] },
])('%j may hold and may not', (rule) => {
  expect(warned(rule)).toEqual([])
})

test('a rule of 64 leaves is looked through', () => {
  const leaf = (i: number) => ({ did: { event: `E${i % 40}` } })
  const rule = {
    all: Array.from({ length: 21 }, (_, i) => ({
      any: [leaf(3 * i), { not: leaf(7 * i + 1) }, leaf(5 * i + 2)],
    })),
  }
  expect(warned(rule)).toEqual([])
})
