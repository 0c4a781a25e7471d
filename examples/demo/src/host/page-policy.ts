import { randomBytes } from 'node:crypto'

/** A nonce of one page view. */
export const newNonce = (): string => randomBytes(16).toString('base64')

/** The strictest policy that a page may have and still load anything: no hosts, no inline code, no HTML from strings. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
