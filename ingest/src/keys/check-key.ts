import { hashKey } from '@waymark/runtime'
import type { StoredKey } from '@waymark/schemas'
import { type Fault, unknownKey } from '../http/fault.ts'
import { isAllowedOrigin } from './allowed-origin.ts'

/** Keys by the SHA-256 of their text. */
export type KeyLookup = (hash: string) => StoredKey | undefined

const noKey: Fault = {
  code: 'unknown_key',
  message:
    'No key: send it as writeKey (PostHog: api_key) in the body, or by Basic authentication.',
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

/** A key that is in force, or why there is none; a known key that may not be used is named beside the fault. */
export type CheckedKey =
  | { readonly key: StoredKey; readonly fault?: never }
  | { readonly key?: StoredKey; readonly fault: Fault }

/** The key behind a text. Keys are compared by their hash only. */
export const checkKey = (
  lookUp: KeyLookup,
  text: string | undefined,
  origin: string | undefined,
): CheckedKey => {
  if (text === undefined) return { fault: noKey }
  const key = lookUp(hashKey(text))
  if (!key) return { fault: { ...unknownKey, at: 'writeKey' } }
  if (key.revoked !== undefined) return { key, fault: revokedKey }
  if (key.type === 'write' && !isAllowedOrigin(key.origins, origin))
    return { key, fault: wrongOrigin }
  return { key }
}
