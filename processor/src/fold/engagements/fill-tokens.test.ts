import { expect, test } from 'vitest'
import { fillTokens } from './fill-tokens.ts'

test('a value adds words and no lines, and says where it has what a chat reads as marks', () => {
  const values: { readonly [token: string]: unknown } = {
    name: '<!here> Eve\n\n*Fake*\r`x`\u2028~y~ _z_',
    email: 'eve_b@example.com',
  }
  const { say, sayMarks } = fillTokens('*Call*\n{{name}} ({{email}})', (token) => values[token])
  expect(say).toBe('*Call*\n<!here> Eve *Fake* `x` ~y~ _z_ (eve_b@example.com)')
  expect(sayMarks?.map(([from, until]) => say.slice(from, until))).toEqual([
    '<!here> Eve *Fake* `x` ~y~ _z_',
  ])
})

test('a name came to a webhook with other characters than it has: ＿it＿ for _it_', () => {
  for (const name of ['_it_', '*B*', '__proto__', '~`']) {
    expect(fillTokens('{{name}}', () => name).say).toBe(name)
  }
})

test('what has no value is the fall-back, or nothing', () => {
  expect(fillTokens('{{a | *you*}}{{b}}', () => undefined)).toEqual({ say: '*you*' })
})
