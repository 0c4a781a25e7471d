import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** A box for secrets at rest. */
export interface Sealer {
  /** Seals `text` under `name`; what comes out is text too. */
  readonly seal: (name: string, text: string) => string
  /** The text again, or `undefined` where it was sealed under another name or secret, or was changed. */
  readonly open: (name: string, sealed: string) => string | undefined
}

const ivBytes = 12
const tagBytes = 16

const decipher = (key: Buffer, name: string, box: Buffer): string | undefined => {
  if (box.length < ivBytes + tagBytes) return undefined
  const opener = createDecipheriv('aes-256-gcm', key, box.subarray(0, ivBytes))
  opener.setAAD(Buffer.from(name))
  opener.setAuthTag(box.subarray(ivBytes, ivBytes + tagBytes))
  const text = opener.update(box.subarray(ivBytes + tagBytes))
  try {
    return Buffer.concat([text, opener.final()]).toString('utf8')
  } catch {
    // `final` throws exactly when the tag does not fit: a wrong name, a wrong secret or changed bytes. An answer, not a fault.
    return undefined
  }
}

/** AES-256-GCM with a fresh nonce each; the name is bound in, so that a sealed secret cannot be passed off as another. */
export const createSealer = (secret: string): Sealer => {
  const key = Buffer.from(hkdfSync('sha256', secret, 'waymark', 'sealer', 32))
  return {
    seal: (name, text) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      cipher.setAAD(Buffer.from(name))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `s1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open: (name, sealed) =>
      sealed.startsWith('s1.')
        ? decipher(key, name, Buffer.from(sealed.slice(3), 'base64url'))
        : undefined,
  }
}
