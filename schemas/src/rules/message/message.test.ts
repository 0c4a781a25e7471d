import fc from 'fast-check'
import { expect, test } from 'vitest'
import { durationMs } from '../../duration.ts'
import { sayRule } from '../compile-rule.ts'
import { type Rule, ruleSchema } from '../rule.ts'
import { compiled, expectExact, readRule } from '../testing/read-rule.ts'
import { isTrue } from '../verdict.ts'
import { type LedgerEntry, mergeLedger, reactions } from './ledger.ts'

const hourMs = 3_600_000
const start = Date.parse('2026-03-27T12:00:00Z')

const told = (entry: LedgerEntry) => ({
  facts: { message: (key: string) => (key === 'guide/tour' ? entry : undefined) },
})

test.each(reactions)('a guide that was %s lately turns to the hour', (was) => {
  const within = fc.constantFrom('10h', '1d', undefined)
  fc.assert(
    fc.property(within, fc.integer({ min: -30, max: 0 }), (window, h) => {
      const at = start + h * hourMs
      const rule = { guide: { id: 'tour', was, ...(window ? { within: window } : {}) } }
      expectExact(
        readRule(rule, [], told({ [was]: at })),
        (now) => window === undefined || at > now - durationMs(window),
        { from: start, to: start + 40 * hourMs, step: hourMs },
      )
    }),
    { numRuns: 40 },
  )
})

test('what was answered to which question, last', () => {
  const entry: LedgerEntry = {
    answered: start,
    answers: {
      nps: [9, start],
      why: ['Because it is fast', start - 1],
      uses: [['maps', 'api'], start],
    },
  }
  const says = (answer: object): boolean =>
    isTrue(readRule({ guide: { id: 'tour', was: 'answered', answer } }, [], told(entry))(start))
  expect(says({ to: 'nps', gte: 9 })).toBe(true)
  expect(says({ to: 'nps', lt: 7 })).toBe(false)
  expect(says({ to: 'why', contains: 'fast' })).toBe(true)
  expect(says({ to: 'uses', contains: 'api' })).toBe(true)
  expect(says({ to: 'other', exists: false })).toBe(false)
  expect(says({ to: 'toString', exists: true })).toBe(false)
})

test('not shown, and why', () => {
  const says = (more: object, now = start): boolean => {
    const entry = { not: { caps: start - 5 * hourMs, occluded: start - 50 * hourMs } }
    return isTrue(
      readRule({ guide: { id: 'tour', was: 'suppressed', ...more } }, [], told(entry))(now),
    )
  }
  expect(says({})).toBe(true)
  expect(says({ because: 'caps', within: '10h' })).toBe(true)
  expect(says({ because: 'caps', within: '10h' }, start + 5 * hourMs)).toBe(false)
  expect(says({ because: 'occluded', within: '10h' })).toBe(false)
  expect(says({ because: 'holdout' })).toBe(false)
})

const entry: fc.Arbitrary<LedgerEntry> = fc.record(
  {
    seen: fc.nat(9),
    clicked: fc.nat(9),
    not: fc.record({ caps: fc.nat(9), goal: fc.nat(9) }, { requiredKeys: ['caps'] }),
    answers: fc.dictionary(
      fc.constantFrom('nps', 'why'),
      fc.tuple(fc.oneof(fc.nat(3), fc.constantFrom('a', 'b')), fc.nat(3)),
      { noNullPrototype: true, minKeys: 1 },
    ),
  },
  { requiredKeys: [] },
)

test('what two people turn out to have seen as one does not depend on who is merged into whom', () => {
  fc.assert(
    fc.property(entry, entry, entry, (a, b, c) => {
      expect(mergeLedger(a, b)).toEqual(mergeLedger(b, a))
      expect(mergeLedger(mergeLedger(a, b), c)).toEqual(mergeLedger(a, mergeLedger(b, c)))
      expect(mergeLedger(a, a)).toEqual(a)
      expect(mergeLedger(a, {})).toEqual(a)
    }),
  )
})

test('however many questions are answered, the newest answers are kept, whatever comes first', () => {
  const answers = Array.from({ length: 120 }, (_, i) => ({
    answers: { [`q${i}`]: [i, i % 90] } as const,
  }))
  const one = (list: readonly LedgerEntry[]): LedgerEntry => list.reduce(mergeLedger, {})
  const all = one(answers)
  expect(Object.keys(all.answers ?? {})).toHaveLength(50)
  expect(one(answers.toReversed())).toEqual(all)
  expect(mergeLedger(one(answers.slice(60)), one(answers.slice(0, 60)))).toEqual(all)
})

test('a guide or an engagement that does not exist is refused, and so is asking an account', () => {
  const has = () => false
  expect(() => compiled({ guide: { id: 'nowhere', was: 'seen' } }, { has })).toThrow(
    'rule.guide.id: there is no guide "nowhere"',
  )
  expect(() => compiled({ message: { id: 'nowhere', was: 'seen' } }, { has })).toThrow(
    'rule.message.id: there is no engagement "nowhere"',
  )
  expect(() => compiled({ guide: { id: 'tour', was: 'seen' } }, { level: 'account' })).toThrow(
    'rule.guide: people are shown messages, accounts are not; use `members`',
  )
})

test.each([
  [{ id: 'tour', was: 'watched' }, 'one of seen'],
  [{ id: 'tour', was: 'seen', answer: { to: 'nps', gte: 9 } }, '`answer` needs was: answered'],
  [{ id: 'tour', was: 'answered', answer: { to: 'nps' } }, 'a condition on the answer'],
  [{ id: 'tour', was: 'seen', because: 'caps' }, '`because` needs was: suppressed'],
  [{ id: 'tour', was: 'suppressed', because: 'luck' }, 'one of exclude'],
])('%j is refused', (guide, message) => {
  const parsed = ruleSchema.safeParse({ guide })
  expect(parsed.error?.issues.map((issue) => issue.message).join('; ')).toContain(message)
})

test.each<readonly [rule: Rule, sentence: string]>([
  [
    { guide: { id: 'tour', was: 'seen', within: '7d' } },
    'has seen guide “tour” in the last 7 days',
  ],
  [{ not: { guide: { id: 'tour', was: 'dismissed' } } }, 'has not dismissed guide “tour”'],
  [
    { guide: { id: 'nps', was: 'answered', answer: { to: 'score', gte: 9 }, within: '30d' } },
    'has answered guide “nps”, where score is at least 9, in the last 30 days',
  ],
  [
    { guide: { id: 'nps', was: 'answered', answer: { to: 'score', gte: 9 } } },
    'has answered guide “nps”, where score is at least 9',
  ],
  [
    { guide: { id: 'tour', was: 'suppressed', because: 'caps' } },
    'was not shown guide “tour” because of caps',
  ],
  [{ message: { id: 'nudge', was: 'clicked' } }, 'has clicked a message of engagement “nudge”'],
])('%j reads: %s', (rule, sentence) => {
  expect(sayRule(rule)).toBe(sentence)
})
