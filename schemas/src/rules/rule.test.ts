import { expect, test } from 'vitest'
import { sayRule } from './compile-rule.ts'
import type { NameOf } from './name-of.ts'
import { type Rule, ruleSchema } from './rule.ts'

const problems = (rule: unknown): readonly string[] => {
  const parsed = ruleSchema.safeParse(rule)
  return parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

test('a fault is named with its path and what would be right', () => {
  expect(problems({ all: [{ did: { event: 'A', wher: 1 } }] })).toEqual([
    'all.0.did.wher: no such field; there are event, page, feature, where, verified, count, distinct, first, within, on, last, since',
  ])
  expect(problems({ any: [{ didd: { event: 'A' } }] })[0]).toMatch(
    /^any\.0: a rule has exactly one of: did, sequence.*; found didd$/,
  )
  expect(problems({ did: {} })).toEqual(['did: one of event, page, feature'])
  expect(problems({ did: { event: 'A', verified: false } })).toEqual([
    'did.verified: true; to count what browsers say as well, leave it out',
  ])
})

test('a rule nested too deep or too wide is refused, however deep it is', () => {
  const nest = (depth: number): unknown =>
    depth === 1 ? { did: { event: 'A' } } : { not: nest(depth - 1) }
  expect(problems(nest(8))).toEqual([])
  expect(problems(nest(9))).toEqual([': nested 9 deep; at most 8'])
  let hostile: unknown = { did: { event: 'A' } }
  for (let i = 0; i < 100_000; i++) hostile = { not: hostile }
  expect(problems(hostile)).toEqual([': nested deeper than 8 rules'])
  const wide = {
    all: Array.from({ length: 13 }, () => ({
      any: Array.from({ length: 5 }, () => ({ did: { event: 'A' } })),
    })),
  }
  expect(problems(wide)).toEqual([': has 65 leaves; at most 64'])
})

test('a rule reads as a plain English sentence', () => {
  const rule: Rule = {
    all: [
      { did: { event: 'Data Received', count: { gte: 3 }, within: '7d' } },
      { lifecycle: { is: 'trial' } },
    ],
  }
  expect(sayRule(rule)).toBe(
    'has done “Data Received” at least 3 times in the last 7 days and is in lifecycle state trial',
  )
})

const a: Rule = { did: { event: 'A' } }
const b: Rule = { did: { event: 'B', within: '24h' } }

test.each<readonly [rule: Rule, sentence: string]>([
  [{ all: [a, b, a] }, 'has done “A”, has done “B” in the last 24 hours and has done “A”'],
  [{ any: [a, b] }, 'has done “A” or has done “B” in the last 24 hours'],
  [{ lifecycle: { in: ['trial', 'pql'] } }, 'is in lifecycle state trial or PQL'],
  [{ not: b }, 'has not done “B” in the last 24 hours'],
  [{ not: { not: a } }, 'not (has not done “A”)'],
  [{ not: { trait: { name: 'plan', in: ['a', 'b', 'c'] } } }, 'plan is not one of a, b or c'],
  [{ not: { trait: { name: 'plan', of: 'account', eq: 'pro' } } }, "the account's plan is not pro"],
  [{ not: { trait: { name: 'plan', neq: 'pro' } } }, 'not (plan is not pro)'],
  [
    { not: { trait: { name: 'seats', gte: 2, lt: 5 } } },
    'not (seats is at least 2 and is below 5)',
  ],
  [
    { not: { trait: { name: 'plan', eq: 'pro', for: '3d' } } },
    'not (plan is pro for at least 3 days)',
  ],
  [{ not: { trait: { name: 'plan', eq: 'pro', verified: true } } }, 'not (plan is pro (verified))'],
  [{ not: { account: { segment: { id: 's' } } } }, 'the account is not in segment “s”'],
  [
    { account: { all: [a, b] } },
    'the account (has done “A” and has done “B” in the last 24 hours)',
  ],
  [{ not: { account: { any: [a, a] } } }, 'not (the account (has done “A” or has done “A”))'],
  [{ account: { not: a } }, 'the account (has not done “A”)'],
  [{ not: { any: [a, b] } }, 'not (has done “A” or has done “B” in the last 24 hours)'],
  [
    { all: [{ any: [a, { not: a }] }, b] },
    '(has done “A” or has not done “A”) and has done “B” in the last 24 hours',
  ],
  [
    { any: [{ all: [a, b] }, a] },
    '(has done “A” and has done “B” in the last 24 hours) or has done “A”',
  ],
])('%j reads: %s', (rule, sentence) => {
  expect(sayRule(rule)).toBe(sentence)
})

test('a sentence calls what it names as people do, and by its id where that has no name', () => {
  const names: Readonly<Record<string, string>> = {
    'milestone/milestone-1': 'Code installed',
    'segment/seg-2': 'Large',
    'feature/f-3': 'Reports',
    'guide/g-4': 'Welcome',
    'flow/fl-5': 'Onboarding',
    'score/cbi': 'Behaviour index',
  }
  const nameOf: NameOf = (kind, id) => names[`${kind}/${id}`] ?? id
  const rule: Rule = {
    all: [
      { milestone: { id: 'milestone-1' } },
      { not: { any: [{ segment: { id: 'seg-2' } }, { pql: { id: 'trial-pql' } }] } },
      { account: { milestone: { id: 'milestone-1' } } },
      { members: { where: { guide: { id: 'g-4', was: 'seen' } }, share: { gte: 0.5 } } },
      { did: { event: 'Login', since: { feature: 'f-3' } } },
      { flow: { id: 'fl-5', at: 'hello' } },
      { score: { id: 'cbi', gte: 40 } },
    ],
  }
  expect(sayRule(rule, nameOf).split(/, | and (?=score)/)).toEqual([
    'has reached milestone “Code installed”',
    'not (is in segment “Large” or is PQL “trial-pql”)',
    'the account has reached milestone “Code installed”',
    'at least 50% of its members satisfy (has seen guide “Welcome”)',
    'has done “Login” since the last use of feature “Reports”',
    'is at the step “hello” of the flow “Onboarding”',
    'score “Behaviour index” is at least 40',
  ])
})
