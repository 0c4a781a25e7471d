import { webcrypto } from 'node:crypto'
import type { PageKey } from '@waymark/schemas'

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Did the page that has the key sign this text? A key or a signature that is none says no. */
export const isSignedBy = async (
  { x, y }: PageKey,
  text: string,
  signature: string,
): Promise<boolean> => {
  try {
    const jwk = { kty: 'EC', crv: 'P-256', x, y }
    const key = await webcrypto.subtle.importKey('jwk', jwk, curve, false, ['verify'])
    const hashed = { name: 'ECDSA', hash: 'SHA-256' }
    const bytes = Buffer.from(signature, 'base64url')
    return await webcrypto.subtle.verify(hashed, key, bytes, Buffer.from(text))
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false
    throw error
  }
}
