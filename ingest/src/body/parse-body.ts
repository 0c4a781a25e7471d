import { isUtf8 } from 'node:buffer'
import type { Fault } from '../http/fault.ts'

/** A body that is a JSON object. */
export interface ParsedBody {
  /** Valid UTF-8, without a byte order mark. */
  readonly bytes: Buffer
  readonly value: { readonly [key: string]: unknown }
  /** May hold what has to be cleaned: escapes that can spell NUL or a lone surrogate, or a key `__proto__`. */
  readonly suspicious: boolean
}

const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

const invalid = (message: string): Fault => ({ code: 'invalid_body', message })

const parseJson = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Parses a body, whatever its content type says it is. JSON.parse does not recurse: depth costs memory, not stack. */
export const parseBody = (body: Buffer): ParsedBody | Fault => {
  if (body.length === 0) return invalid('The body is empty; send a JSON object.')
  const received = withoutMark(body)
  const text = received.toString('utf8')
  // Bytes that are not UTF-8 read as U+FFFD here; what is stored has to read the same.
  const bytes = isUtf8(received) ? received : Buffer.from(text)
  const parsed = parseJson(text)
  if (!parsed) return invalid('The body is not JSON.')
  const { value } = parsed
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid('The body is not a JSON object.')
  }
  return {
    bytes,
    value: value as { readonly [key: string]: unknown },
    suspicious: text.includes('\\u') || text.includes('__proto__'),
  }
}
