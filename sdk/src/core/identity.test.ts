import { expect, test } from 'vitest'
import type { BrowserStorage } from './browser-storage.ts'
import { createConsent, pickChoices } from './consent.ts'
import { createIdentity } from './identity.ts'

const inMemory = (text?: string): BrowserStorage => {
  let kept = text
  return {
    read: () => kept,
    write: (next) => {
      kept = next
    },
    remove: () => {
      kept = undefined
    },
  }
}

const begin = (cookie = inMemory(), local = inMemory()) => {
  let made = 0
  const identity = createIdentity({ cookie, local, newAnonymousId: () => `anonymous-${++made}` })
  return { identity, cookie, local }
}

test('nothing is written before it may be kept', () => {
  const { identity, cookie, local } = begin()
  identity.identify('ann')
  expect([cookie.read(), local.read()]).toEqual([undefined, undefined])
  identity.keep()
  expect(cookie.read()).toBe('anonymous-1')
  expect(begin(cookie, local).identity.person()).toEqual({
    anonymousId: 'anonymous-1',
    userId: 'ann',
  })
})

test('somebody else signing in begins anew; the same one again does not', () => {
  const { identity } = begin()
  identity.identify('ann')
  identity.group('acme')
  identity.identify('ann')
  expect(identity.person()).toEqual({ anonymousId: 'anonymous-1', userId: 'ann', groupId: 'acme' })
  identity.identify('bob')
  expect(identity.person()).toEqual({ anonymousId: 'anonymous-2', userId: 'bob' })
})

test('a reset on another subdomain signs out here too', () => {
  const { identity, cookie, local } = begin()
  identity.keep()
  identity.identify('ann')
  cookie.write('anonymous-of-the-other-subdomain')
  expect(begin(cookie, local).identity.person()).toEqual({
    anonymousId: 'anonymous-of-the-other-subdomain',
  })
})

test('a lost cookie comes back from its mirror', () => {
  const { identity, cookie, local } = begin()
  identity.keep()
  identity.identify('ann')
  cookie.remove()
  expect(begin(cookie, local).identity.person()).toMatchObject({ userId: 'ann' })
})

test.each(['', '{', 'null', '7', '{"anonymousId":7}', '{"anonymousId":"<b>"}', '[]'])(
  'rubbish in storage is nobody: %s',
  (text) => {
    const { identity } = begin(inMemory('<script>'), inMemory(text))
    expect(identity.person()).toEqual({ anonymousId: 'anonymous-1' })
  },
)

test('forgetting leaves nothing behind and keeps nothing more', () => {
  const { identity, cookie, local } = begin()
  identity.keep()
  identity.forget()
  identity.identify('ann')
  expect([cookie.read(), local.read()]).toEqual([undefined, undefined])
  expect(identity.person()).toEqual({ anonymousId: 'anonymous-2', userId: 'ann' })
})

test('what the visitor said outranks the default and the signal of the browser', () => {
  const storage = inMemory()
  const config = { fallback: 'granted', privacySignal: true, isKnown: () => true } as const
  const consent = createConsent(config, storage)
  expect(consent.wire()).toEqual({ analytics: false, guides: true })
  consent.choose({ analytics: 'granted' })
  expect(createConsent(config, storage).wire()).toEqual({ analytics: true, guides: true })
  expect(createConsent(config, inMemory('{"analytics":"yes"}')).wire().analytics).toBe(false)
})

test('the signal of the browser alone lets nothing be kept of somebody of whom nothing is known', () => {
  const { identity, cookie, local } = begin()
  const said = inMemory()
  const { isKnown } = identity
  const consent = createConsent({ fallback: 'granted', privacySignal: true, isKnown }, said)
  expect(consent.any()).toBe(false)
  identity.identify('ann')
  expect(consent.wire()).toEqual({ analytics: false, guides: true })
  identity.keep()
  expect(begin(cookie, local).identity.isKnown()).toBe(true)
  identity.reset()
  expect(consent.any()).toBe(false)
  consent.choose({ analytics: 'denied' })
  expect(consent.any()).toBe(false)
  consent.choose({ guides: 'granted' })
  expect(consent.wire()).toEqual({ analytics: false, guides: true })
})

test('a no to analytics alone let an id be kept of somebody of whom nothing is known', () => {
  const said = inMemory()
  const { isKnown } = begin().identity
  const config = { fallback: 'granted', privacySignal: false, isKnown } as const
  createConsent(config, said).choose({ analytics: 'denied' })
  const later = createConsent(config, said)
  expect(later.any()).toBe(false)
  later.choose({ analytics: 'granted' })
  expect(later.wire()).toEqual({ analytics: true, guides: true })
})

test.each([
  ['denied', { analytics: 'denied', guides: 'denied' }],
  [true, { analytics: 'granted', guides: 'granted' }],
  [{ guides: false, other: true }, { guides: 'denied' }],
  ['sure', {}],
  [null, {}],
  [undefined, {}],
])('consent(%j) means %j', (said, choices) => {
  expect(pickChoices(said)).toEqual(choices)
})
