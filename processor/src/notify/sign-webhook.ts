import { createHmac } from 'node:crypto'

export interface SignedContent {
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
  readonly body: string
}

const prefix = 'whsec_'
const minKeyBytes = 24

/** The key of a `whsec_…` secret; `undefined` where the text is none or too short to protect anything. */
const keyOf = (secret: string): Buffer | undefined => {
  if (!secret.startsWith(prefix)) return undefined
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  return key.length >= minKeyBytes ? key : undefined
}

/**
 * `webhook-signature` by Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`.
 * `undefined` where the secret is not usable: nothing is ever sent unsigned.
 */
export const signWebhook = (secret: string, content: SignedContent): string | undefined => {
  const key = keyOf(secret)
  if (!key) return undefined
  const signed = `${content.id}.${content.timestamp}.${content.body}`
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}
