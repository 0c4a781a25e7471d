import { expect, test } from 'vitest'
import { faultOfTokens, tokenParts } from './tokens.ts'

test('a text comes apart into what stands and what is filled in', () => {
  expect(tokenParts('Hello {{ person.name | there }}, your {{plan}}!')).toEqual([
    'Hello ',
    { name: 'person.name', otherwise: 'there' },
    ', your ',
    { name: 'plan' },
    '!',
  ])
  expect(tokenParts('{{name |}}')).toEqual([{ name: 'name', otherwise: '' }])
  expect(tokenParts('')).toEqual([])
})

test('what is meant as a token and is none is told', () => {
  expect(faultOfTokens('Hello {{person.name | there}}, {{account.name|your team}}')).toBeUndefined()
  expect(faultOfTokens('a } b { c')).toBeUndefined()
  expect(faultOfTokens('Hello {{first name}}')).toMatch(/these braces are none/)
  expect(faultOfTokens('Hello {{name')).toMatch(/these braces are none/)
  expect(faultOfTokens('{{account.plan}}')).toMatch(/no token is called "account\.plan"/)
  expect(faultOfTokens('{{a.b.c}}')).toMatch(/no token is called/)
})
