import { expect, test } from 'vitest'
import { createFiller } from './fill-text.ts'

const filler = (values: Record<string, unknown>, locale?: string) =>
  createFiller((token) => values[token], locale)

test('a token takes the value, else the fall-back; with neither it is missing', () => {
  const one = filler({ plan: 'trial', seats: 3, name: '  ' })
  expect(one.text('{{name | Friend}}, {{plan}}, {{seats}}')).toBe('Friend, trial, 3')
  expect([...one.missing]).toEqual([])
  expect(one.text('{{nothing}}!')).toBe('!')
  expect([...one.missing]).toEqual(['nothing'])
})

test('a value cannot lead a link elsewhere', () => {
  const one = filler({ id: '../../evil?x=1#y', name: 'a&b' })
  expect(one.address('https://app.example/a/{{id}}?n={{name}}')).toBe(
    'https://app.example/a/..%2F..%2Fevil%3Fx%3D1%23y?n=a%26b',
  )
})

test('who calls himself a link is not called by it', () => {
  const one = filler({
    name: 'Win now https://evil.example',
    other: 'www.evil.example',
    ok: 'W. Ww',
  })
  expect(one.text('{{name | there}} {{other | you}} {{ok}}')).toBe('there you W. Ww')
})

test('an object is no value, and a very long one is cut', () => {
  const one = filler({ name: { a: 1 }, long: '🙂'.repeat(500) })
  expect(one.text('{{name | there}}')).toBe('there')
  expect([...one.text('{{long}}')]).toHaveLength(200)
})

test('a text comes in the language of the reader, or in the first one', () => {
  const text = { en: 'Hello', de: 'Hallo' }
  expect(filler({}, 'de-CH').text(text)).toBe('Hallo')
  expect(filler({}, 'fr').text(text)).toBe('Hello')
  expect(filler({}, 'constructor').text(text)).toBe('Hello')
  expect(filler({}).text(text)).toBe('Hello')
})
