import { hashKey } from '@waymark/runtime'
import type { StoredKey } from '@waymark/schemas'
import type { Fault } from '../http/fault.ts'
import { isAllowedOrigin } from './allowed-origin.ts'

/** Keys by the SHA-256 of their text. */
export type KeyLookup = (hash: string) => StoredKey | undefined

const noKey: Fault = {
  code: 'unknown_key',
  message: 'No key: send it as writeKey in the body or by Basic authentication.',
  at: 'writeKey',
}

const unknownKey: Fault = {
  code: 'unknown_key',
  message: 'This key does not exist here.',
  at: 'writeKey',
}

const revokedKey: Fault = {
  code: 'revoked_key',
  message: 'This key was revoked; use one that is in force.',
  at: 'writeKey',
}

const wrongOrigin: Fault = {
  code: 'origin_not_allowed',
  message: 'Pages of this origin may not use this key. Add the origin in Setup.',
}

/** The key behind a text, or why it may not be used. Keys are compared by their hash only. */
export const checkKey = (
  lookUp: KeyLookup,
  key: string | undefined,
  origin: string | undefined,
): StoredKey | Fault => {
  if (key === undefined) return noKey
  const stored = lookUp(hashKey(key))
  if (!stored) return unknownKey
  if (stored.revoked !== undefined) return revokedKey
  if (stored.type === 'write' && !isAllowedOrigin(stored.origins, origin)) return wrongOrigin
  return stored
}
