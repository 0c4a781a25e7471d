import { expect, test } from 'vitest'
import { retryDelay } from './retry-delay.ts'
import { createSealer } from './sealer.ts'
import { hashKey, newId, newSecret, sameText } from './secrets.ts'

test('opens what it sealed, under the same name only', () => {
  const sealer = createSealer('one')
  const sealed = sealer.seal('webhook/a', 'whsec_ü')
  expect(sealer.open('webhook/a', sealed)).toBe('whsec_ü')
  expect(sealer.open('webhook/b', sealed)).toBeUndefined()
  expect(createSealer('two').open('webhook/a', sealed)).toBeUndefined()
})

test('does not open what was changed, cut or made up', () => {
  const sealer = createSealer('one')
  const sealed = sealer.seal('a', 'text')
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  for (const bad of [changed, sealed.slice(0, 20), '', 's1.', 'text']) {
    expect(sealer.open('a', bad)).toBeUndefined()
  }
})

test('seals the same text differently each time', () => {
  const sealer = createSealer('one')
  expect(sealer.seal('a', 'text')).not.toBe(sealer.seal('a', 'text'))
})

test('compares secrets of any length', () => {
  expect(sameText('abc', 'abc')).toBe(true)
  expect(sameText('abc', 'abcd')).toBe(false)
})

test('hashes a key as SHA-256 in hex', () => {
  expect(hashKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('makes names and keys that do not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, () => newId('cl')))
  expect(ids.size).toBe(1000)
  expect(newSecret('wk')).toMatch(/^wk_[a-z2-7]{40}$/)
})

test('waits longer after each failure, up to the most, and never all at once', () => {
  const plan = { firstMs: 100, maxMs: 1000 }
  expect(retryDelay(1, plan, 0)).toBe(50)
  expect(retryDelay(1, plan, 0.999)).toBe(100)
  expect(retryDelay(3, plan, 0)).toBe(200)
  expect(retryDelay(1000, plan, 0.999)).toBe(1000)
})
