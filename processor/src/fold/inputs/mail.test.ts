import { expect, test } from 'vitest'
import { newPerson, type PersonState } from '../state.ts'
import type { Work } from '../work.ts'
import { applyMailCommand, suppressionOf } from './mail.ts'

const person = (clock = 1000): PersonState => newPerson('prod/u/ada', clock, 1)

const apply = (
  state: PersonState,
  command: Parameters<typeof applyMailCommand>[1],
): PersonState => {
  applyMailCommand({ state } as unknown as Work, command)
  return state
}

const any = { transactional: false }
const receipt = { transactional: true }

test('who has unsubscribed gets receipts and nothing else; who bounced gets nothing', () => {
  const state = apply(person(), {
    do: 'suppress',
    address: 'Ada@Example.com ',
    why: 'unsubscribed',
  })
  expect(suppressionOf(state, 'ada@example.com', any)).toEqual({ why: 'unsubscribed', at: 1000 })
  expect(suppressionOf(state, 'ada@example.com', receipt)).toBeUndefined()
  apply(state, { do: 'suppress', address: 'ada@example.com', why: 'bounced' })
  expect(suppressionOf(state, 'ADA@example.com', receipt)).toEqual({ why: 'bounced', at: 1000 })
  expect(suppressionOf(state, 'other@example.com', any)).toBeUndefined()
})

test('each reason is taken back by itself', () => {
  const state = person()
  apply(state, { do: 'suppress', address: 'a@b.example', why: 'unsubscribed' })
  apply(state, { do: 'suppress', address: 'a@b.example', why: 'complained' })
  apply(state, { do: 'unsuppress', address: 'A@b.example', why: 'complained' })
  expect(suppressionOf(state, 'a@b.example', any)?.why).toBe('unsubscribed')
  apply(state, { do: 'unsuppress', address: 'a@b.example', why: 'unsubscribed' })
  expect(state.mail).toBeUndefined()
})

test('an address called __proto__ is an address like any', () => {
  const state = apply(person(), { do: 'suppress', address: '__proto__', why: 'bounced' })
  expect(suppressionOf(state, '__proto__', any)?.why).toBe('bounced')
  expect(suppressionOf(person(), 'constructor', any)).toBeUndefined()
})

test('of very many addresses the newest are remembered', () => {
  const state = person()
  for (let i = 0; i < 30; i++) {
    state.clock = 1000 + i
    apply(state, { do: 'suppress', address: `a${i}@b.example`, why: 'unsubscribed' })
  }
  expect(Object.keys(state.mail ?? {})).toHaveLength(20)
  expect(suppressionOf(state, 'a29@b.example', any)?.at).toBe(1029)
  expect(suppressionOf(state, 'a0@b.example', any)).toBeUndefined()
})
