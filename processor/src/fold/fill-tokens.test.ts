import { expect, test } from 'vitest'
import { fillTokens } from './fill-tokens.ts'

test('a value adds words and nothing else: the lines and marks of a text are those of its author', () => {
  const values: { readonly [token: string]: unknown } = {
    name: '<!here> Eve\n\n*Fake*\r`x`\u2028~y~ _z_',
    email: 'eve_b@example.com',
  }
  expect(fillTokens('*Call*\n{{name}} ({{email}})', (token) => values[token])).toBe(
    '*Call*\n<!here> Eve ∗Fake∗ ˋxˋ ∼y∼ ＿z＿ (eve_b@example.com)',
  )
})

test('what has no value is the fall-back, or nothing', () => {
  expect(fillTokens('{{a | *you*}}{{b}}', () => undefined)).toBe('*you*')
})
