import { expect, test } from 'vitest'
import { parseDefinition } from './definitions/definition.ts'
import { hasVisible, isNameable } from './has-visible.ts'
import { checkId } from './wire/check-id.ts'

const nothing = ['', ' ', '\u200b', '\u200b\u2060\ufeff', '\u202e', '\u3164', '\u00a0', '\u2800\0']

test.each(nothing)('%j shows nothing', (text) => {
  expect(hasVisible(text)).toBe(false)
})

test.each(['a', '李', 'شركة', '👩‍👩‍👧', '-', '\u200bAda'])('%j shows something', (text) => {
  expect(isNameable(text)).toBe(true)
})

const named = (name: string) =>
  parseDefinition({
    kind: 'segment',
    id: 'a',
    name,
    level: 'person',
    rule: { did: { event: 'A' } },
  })

test('a definition whose name nobody could see was accepted', () => {
  for (const name of ['\u200b', 'Trial\0', '\n', ' ']) {
    expect(named(name)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('a name that can be seen') }],
    })
  }
  expect(named('Trial')).toMatchObject({ ok: true })
})

test('an id of which nothing can be seen is no id', () => {
  expect(checkId('\u200b', 'userId')).toMatchObject({ code: 'invalid_id' })
  expect(checkId('a\u200b', 'userId')).toBeUndefined()
})
