import { createHash, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** SHA-256 of a key or token, hex: what is stored in its place. For secrets made by `newSecret` only; they need no salt. */
export const hashKey = (text: string): string => hash('sha256', text, 'hex')

/** Whether two secrets are equal, in a time that does not tell where they differ. */
export const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** HMAC-SHA256, base64url. */
export const signText = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('base64url')

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

const randomText = (length: number): string => {
  let text = ''
  for (const byte of randomBytes(length)) text += letters[byte & 31]
  return text
}

/** A name for a new thing: `prefix_` and 20 random letters and digits (100 bits). Not a secret. */
export const newId = (prefix: string): string => `${prefix}_${randomText(20)}`

/** A new key or token: `prefix_` and 40 random letters and digits (200 bits). */
export const newSecret = (prefix: string): string => `${prefix}_${randomText(40)}`
