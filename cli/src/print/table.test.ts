import { expect, it } from 'vitest'
import { plain, table } from './table.ts'

it('lets nothing through that a terminal would obey', () => {
  expect(plain('\x1b]0;title\x07 \x1b[31mred\u202e ü')).toBe('?]0;title? ?[31mred? ü')
})

it('sets rows in columns', () => {
  expect(
    table([
      ['a', 'bb', 'c'],
      ['aaa', '', ''],
    ]),
  ).toBe('a    bb  c\naaa')
})
