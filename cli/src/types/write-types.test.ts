import { expect, it } from 'vitest'
import { fieldsOf } from './value-type.ts'
import { writeTypes } from './write-types.ts'

it('letters that turn the text beside them stood raw in the file', () => {
  const turning = [0x200e, 0x200f, 0x061c, 0x202a, 0x202e, 0x2066, 0x2067, 0x2069]
  const name = turning.map((code) => String.fromCodePoint(code)).join('x')
  const tag = String.fromCodePoint(0xe0041)
  const text = writeTypes(new Map([[`${name}${tag}'`, fieldsOf({ [name]: 1 })]]))
  expect(text).not.toMatch(/\p{Cf}/u)
  const written = String.raw`\u200ex\u200fx\u061cx\u202ax\u202ex\u2066x\u2067x\u2069`
  expect(text).toContain(`(event: '${written}${String.raw`\udb40\udc41\'`}', `)
  expect(text).toContain(`readonly '${written}': number`)
})
