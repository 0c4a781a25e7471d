import { expect, test } from 'vitest'
import type { Json } from '../json.ts'
import { type Condition, compileCondition, conditionSchema, sayCondition } from './condition.ts'

const holds = (
  condition: Condition,
  ...values: readonly (Json | undefined)[]
): readonly boolean[] => values.map((value) => compileCondition(condition)(value))

test('equality is of type and value', () => {
  expect(holds({ eq: 5 }, 5, '5', 6, true, null, undefined)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(holds({ in: ['a', 1] }, 'a', 1, '1', 'A', null)).toEqual([true, true, false, false, false])
})

test('what is missing, null or of another type is not equal, so `neq` holds of it', () => {
  expect(holds({ neq: 'pro' }, 'pro', 'free', 5, null, undefined)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ])
})

test('an order exists within a type only', () => {
  expect(holds({ gte: 5 }, 5, 6, 4, '6', true, null, undefined)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(holds({ gt: 5 }, 5, 6)).toEqual([false, true])
  expect(holds({ lt: 5 }, 4, 5, '4', null)).toEqual([true, false, false, false])
  expect(holds({ lte: 5 }, 5, 4, 6, undefined)).toEqual([true, true, false, false])
  expect(holds({ lt: '2026-03-01' }, '2026-02-28', '2026-03-01', 5)).toEqual([true, false, false])
  expect(holds({ lt: '9' }, '10')).toEqual([true])
})

test('a text contains a text, a list contains an item', () => {
  expect(holds({ contains: 'ab' }, 'cabs', 'a b', ['ab'], ['abc'], 5)).toEqual([
    true,
    false,
    true,
    false,
    false,
  ])
  expect(holds({ 'starts-with': 'head' }, 'head of product', 'ahead', ['head'])).toEqual([
    true,
    false,
    false,
  ])
})

test('null is not there', () => {
  expect(holds({ exists: true }, 0, '', false, null, undefined)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(holds({ exists: false }, 0, null, undefined)).toEqual([false, true, true])
})

test('several conditions hold together', () => {
  expect(holds({ gte: 20, lt: 50 }, 19, 20, 49, 50)).toEqual([false, true, true, false])
  expect(sayCondition({ gte: 20, lt: 50 })).toBe('is at least 20 and is below 50')
})

test('a condition without an operator is refused with the operators there are', () => {
  const parsed = conditionSchema.safeParse({})
  expect(parsed.error?.issues[0]?.message).toMatch(/^one of eq, neq, in/)
})
