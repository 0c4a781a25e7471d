import { expect, test } from 'vitest'
import { fromDebugged } from './from-debugged.ts'

test.each([
  { say: 'who', anonymousId: 'v-1' },
  { say: 'who', userId: 'ada', anonymousId: 'v-1' },
  { say: 'end' },
])('what the panel says is heard: %o', (said) => {
  expect(fromDebugged({ ...said, more: 'of it' })).toEqual(said)
})

test.each([
  ['nothing', null],
  ['a text', 'who'],
  ['what is in every object', { say: 'constructor' }],
  ['nobody', { say: 'who' }],
  ['an id that is none', { say: 'who', anonymousId: { toString: null } }],
  ['an empty id', { say: 'who', userId: '', anonymousId: 'v-1' }],
  ['an endless id', { say: 'who', userId: 'x'.repeat(256), anonymousId: 'v-1' }],
  ['an id with a NUL', { say: 'who', userId: 'a\0', anonymousId: 'v-1' }],
])('%s is not heard', (_what, data) => {
  expect(fromDebugged(data)).toBeUndefined()
})
