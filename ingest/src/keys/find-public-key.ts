import { hashKey } from '@waymark/runtime'
import type { StoredKey } from '@waymark/schemas'
import { type Fault, unknownKey } from '../http/fault.ts'
import type { KeyLookup } from './check-key.ts'

/** The write key that a browser asks its settings for; nothing is told of others. */
export const findPublicKey = (lookUp: KeyLookup, text: string | undefined): StoredKey | Fault => {
  const key = text === undefined ? undefined : lookUp(hashKey(text))
  return key?.type === 'write' && key.revoked === undefined ? key : unknownKey
}
