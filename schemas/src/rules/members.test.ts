import { expect, test } from 'vitest'
import { sayRule } from './compile-rule.ts'
import { type Rule, ruleSchema } from './rule.ts'
import { compiled, readRule } from './testing/read-rule.ts'
import { always, never } from './verdict.ts'

const where = { did: { event: 'Login', within: '7d' } }
const says = (body: object, is: number, of: number): number =>
  readRule({ members: { where, ...body } }, [], {
    level: 'account',
    facts: {
      members: (rule) => (rule === JSON.stringify(where) ? { is, of } : { is: 0, of: 0 }),
    },
  })(1)

test.each([
  [{}, [false, true, true]],
  [{ count: { gte: 2 } }, [false, false, true]],
  [{ count: { lte: 1 } }, [true, true, false]],
  [{ count: { eq: 1 } }, [false, true, false]],
  [{ share: { gte: 0.5 } }, [false, false, true]],
])('%j of three members, of whom none, one, two log in', (body, expected) => {
  expect([0, 1, 2].map((is) => says(body, is, 3))).toEqual(
    expected.map((is) => (is ? always : never)),
  )
})

test('without members there is no share of them', () => {
  expect(says({ share: { gte: 0.1 } }, 0, 0)).toBe(never)
  expect(says({ count: { lte: 0 } }, 0, 0)).toBe(always)
})

test('a person has no members', () => {
  expect(() => compiled({ any: [{ members: { where } }] })).toThrow(
    'rule.any[0].members: is about an account; within `account` it is about the person’s',
  )
})

test.each([
  [{ where, count: { gte: 1 }, share: { gte: 0.5 } }, 'at most one of count, share'],
  [{ where, share: { gte: 50 } }, 'at most 1'],
  [{ count: { gte: 1 } }, 'a rule has exactly one of'],
  [{ where: { didd: {} } }, 'a rule has exactly one of'],
])('%j is refused', (members, message) => {
  const parsed = ruleSchema.safeParse({ members })
  expect(parsed.error?.issues.map((issue) => issue.message).join('; ')).toContain(message)
})

test.each(['gte', 'eq'])('%s: 1001 members, more than an account keeps, is refused', (op) => {
  const parsed = (n: number) =>
    ruleSchema.safeParse({ members: { where, count: { [op]: n } } }).error?.issues
  expect(parsed(1001)).toMatchObject([
    { path: ['members', 'count', op], message: expect.stringContaining('at most 1000') },
  ])
  expect(parsed(1000)).toBeUndefined()
})

test.each<readonly [rule: Rule, sentence: string]>([
  [
    { members: { where, count: { gte: 3 } } },
    'at least 3 of its members satisfy (has done “Login” in the last 7 days)',
  ],
  [
    { members: { where, count: { lte: 1 } } },
    'at most 1 of its members satisfies (has done “Login” in the last 7 days)',
  ],
  [
    { members: { where, share: { gte: 0.5 } } },
    'at least 50% of its members satisfy (has done “Login” in the last 7 days)',
  ],
])('%j reads: %s', (rule, sentence) => {
  expect(sayRule(rule)).toBe(sentence)
})
