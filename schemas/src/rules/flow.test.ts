import { describe, expect, test } from 'vitest'
import { sayRule } from './compile-rule.ts'
import { ruleSchema } from './rule.ts'
import { compiled, expectExact, readRule } from './testing/read-rule.ts'
import { isTrue } from './verdict.ts'

const stands = { step: 'pause', since: 1000, entered: 400 }
const around = { facts: { flow: (id: string) => (id === 'onboarding' ? stands : undefined) } }
const says = (body: object) => readRule({ flow: { id: 'onboarding', ...body } }, [], around)

describe('a rule about a flow', () => {
  test('holds while somebody stands at the step, and of nobody who does not', () => {
    expect(isTrue(says({})(2000))).toBe(true)
    expect(isTrue(says({ at: 'pause' })(2000))).toBe(true)
    expect(isTrue(says({ at: 'hello' })(2000))).toBe(false)
    expect(isTrue(readRule({ flow: { id: 'other' } }, [], around)(2000))).toBe(false)
  })

  test('counts from the step, or from having entered the flow, to the millisecond', () => {
    const span = { from: 1000, to: 8000, step: 100 }
    expectExact(says({ at: 'pause', for: '3s' }), (now) => now >= 4000, span)
    expectExact(says({ for: '3s' }), (now) => now >= 3400, span)
    expectExact(says({ at: 'pause', within: '3s' }), (now) => now < 4000, span)
  })

  test('of the account is read through the account', () => {
    const account = {
      levelOf: () => 'account' as const,
      facts: { account: (rule: string) => ({ is: rule.includes('stuck'), since: 0 }) },
    }
    expect(isTrue(readRule({ flow: { id: 'stuck' } }, [], account)(1))).toBe(true)
    expect(isTrue(readRule({ flow: { id: 'fine' } }, [], account)(1))).toBe(false)
  })

  test('is refused where flows have not moved yet, where there is no such flow, and of people in a rule of accounts', () => {
    const rule = { flow: { id: 'onboarding' } }
    expect(() => compiled(rule, { mayReadFlows: false })).toThrow('only an engagement can ask')
    expect(() => compiled(rule, { levelOf: () => undefined })).toThrow('there is no flow')
    expect(() => compiled(rule, { level: 'account', levelOf: () => 'person' })).toThrow(
      'is about people',
    )
  })

  test('is said in English', () => {
    const said = (body: object) =>
      sayRule(ruleSchema.parse({ flow: { id: 'onboarding', ...body } }))
    expect(said({})).toBe('is in the flow “onboarding”')
    expect(said({ at: 'pause', for: '3d' })).toBe(
      'has been at the step “pause” of the flow “onboarding” for at least 3 days',
    )
  })
})
