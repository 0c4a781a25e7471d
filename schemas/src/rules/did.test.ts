import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileRule } from './compile-rule.ts'
import { type DidSummary, observe } from './did-summary.ts'
import type { Facts } from './facts.ts'
import { ruleSchema } from './rule.ts'
import type { DidLeaf } from './rule-kind.ts'
import { isTrue, until } from './verdict.ts'

const compile = (rule: unknown) => {
  let leaf: DidLeaf | undefined
  const evaluate = compileRule(
    ruleSchema.parse(rule),
    { level: 'person', path: 'rule' },
    {
      leaf: (found) => {
        leaf = found
      },
      onAccount: () => '',
      levelOf: () => 'person',
      reads: () => undefined,
    },
  )
  if (!leaf) throw new Error('no leaf')
  return { evaluate, leaf }
}

const at = (now: number, summary: DidSummary | undefined): Facts =>
  ({ now, did: () => summary }) as unknown as Facts

const op = fc.constantFrom('gte', 'lte', 'eq')

test('a rolling count counts exactly the events in (now − w, now], and says until when that stays so', () => {
  fc.assert(
    fc.property(
      fc.record({
        operator: op,
        n: fc.integer({ min: 0, max: 4 }),
        seconds: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 10 }),
        nowSeconds: fc.integer({ min: 40, max: 60 }),
      }),
      ({ operator, n, seconds, nowSeconds }) => {
        const { evaluate, leaf } = compile({
          did: { event: 'X', count: { [operator]: n }, within: '20s' },
        })
        const events = seconds.map((s) => s * 1000)
        const summary = events.reduce<DidSummary | undefined>(
          (sum, time) => observe(sum, time, leaf.keep),
          undefined,
        )
        const truth = (now: number): boolean => {
          const count = events.filter((time) => time > now - 20_000 && time <= now).length
          if (operator === 'gte') return count >= n
          return operator === 'lte' ? count <= n : count === n
        }
        const now = nowSeconds * 1000
        const verdict = evaluate(at(now, summary))
        expect(isTrue(verdict)).toBe(truth(now))
        const end = Math.min(until(verdict), now + 60_000)
        for (let later = now; later < end; later += 1000) expect(truth(later)).toBe(truth(now))
      },
    ),
  )
})

test('conditions of another type never match, and a name that only looks like a property of Object is none', () => {
  const { leaf } = compile({
    did: { event: 'X', where: { plan: { eq: 'pro' }, seats: { gte: 5 } } },
  })
  const matches = (properties: Record<string, never>) =>
    leaf.matches({ type: 'track', name: 'X', path: '', properties })
  expect(matches({ plan: 'pro', seats: 5 } as never)).toBe(true)
  expect(matches({ plan: 'pro', seats: '5' } as never)).toBe(false)
  expect(matches({ plan: 'pro' } as never)).toBe(false)
  const inherited = compile({ did: { event: 'X', where: { toString: { exists: true } } } })
  expect(inherited.leaf.matches({ type: 'track', name: 'X', path: '', properties: {} })).toBe(false)
})

test('a rolling count above the bound is refused with the way out', () => {
  expect(() => compile({ did: { event: 'X', count: { gte: 101 }, within: '7d' } })).toThrow(
    'rule.did.count: a rolling count goes up to 100',
  )
})
