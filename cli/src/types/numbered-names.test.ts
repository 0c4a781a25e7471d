import { expect, it } from 'vitest'
import { numberedNames } from './numbered-names.ts'
import { writeTypes } from './write-types.ts'

const off = Array.from({ length: 50 }, (_, at) => `Off ${at}`)

it('fifty events that differ in a number were written without a word', () => {
  const names = [...off, 'Report Exported', 'Plan 2025', 'Plan 2026', 'Step 1 of 2', 'Step 2 of 2']
  expect(numberedNames(names).map(({ length }) => length)).toEqual([50])
  const text = writeTypes(new Map(names.map((name) => [name, undefined])))
  expect(text).toContain(
    "  // 'Off 0', 'Off 1' and 48 more differ in a number alone: one event with the number as a property says",
  )
  expect(text.match(/differ in a number/g)).toHaveLength(1)
  expect(text.match(/\(event: 'Off \d+'/g)).toHaveLength(50)
})

it('a name cannot end the comment that it stands in', () => {
  const names = ['a\n 1', 'a\n 2', 'a\n 3', 'a\u2028 4', 'a\u2028 5', 'a\u2028 6']
  const text = writeTypes(new Map(names.map((name) => [name, undefined])))
  expect(text).toContain(String.raw`// 'a\n 1', 'a\n 2' and 1 more differ`)
  expect(text).toContain(String.raw`// 'a\u2028 4', 'a\u2028 5' and 1 more differ`)
  expect(text).not.toContain('\u2028')
})
