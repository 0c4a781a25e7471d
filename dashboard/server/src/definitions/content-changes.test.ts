import type { JsonObject } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentChanges } from './content-changes.ts'

const text = (words: string) => ({ text: words })

it('says of each place what it was and what it is', () => {
  const before = { name: 'Tour', type: 'modal', steps: [{ content: [text('Hello'), text('Bye')] }] }
  const after = { type: 'modal', steps: [{ content: [text('Hi'), text('Bye')] }], from: 'now' }
  expect(contentChanges(before, after)).toEqual([
    { at: 'steps[0].content[0].text', before: 'Hello', after: 'Hi' },
    { at: 'from', after: 'now' },
    { at: 'name', before: 'Tour' },
  ])
})

it('what is put between others is one addition, and what is taken out one removal', () => {
  const list = [text('a'), text('b'), text('c')]
  const longer = [text('a'), { image: { src: '/x', alt: '' } }, text('b'), text('c')]
  expect(contentChanges({ list }, { list: longer })).toEqual([{ at: 'list[1]', after: longer[1] }])
  expect(contentChanges({ list: longer }, { list })).toEqual([{ at: 'list[1]', before: longer[1] }])
})

it('texts of a list come and go; they do not become each other', () => {
  expect(contentChanges({ to: ['ann', 'bob'] }, { to: ['bob', 'cem'] })).toEqual([
    { at: 'to[0]', before: 'ann' },
    { at: 'to[1]', after: 'cem' },
  ])
})

it('the order of keys is no difference', () => {
  expect(
    contentChanges({ a: 1, b: { c: [1], d: null } }, { b: { d: null, c: [1] }, a: 1 }),
  ).toEqual([])
})

it('very long lists are compared place by place, and soon', () => {
  const list = Array.from({ length: 5000 }, (_, n) => `${n}`)
  const changed = list.with(4000, 'x')
  expect(contentChanges({ list }, { list: changed })).toEqual([
    { at: 'list[4000]', before: '4000' },
    { at: 'list[4000]', after: 'x' },
  ])
})

const content = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value))),
) as fc.Arbitrary<JsonObject>

it('contents are the same exactly where nothing is told of them', () => {
  fc.assert(
    fc.property(content, content, (one, other) => {
      expect(contentChanges(one, one)).toEqual([])
      const isSame = contentChanges(one, other).length === 0
      expect(isSame).toBe(contentChanges(other, one).length === 0)
      if (isSame) expect(one).toEqual(other)
    }),
  )
})
