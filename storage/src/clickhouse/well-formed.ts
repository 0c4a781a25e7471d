import type { Json } from '@waymark/schemas'

/** In order: a whole surrogate pair, a lone half, any other escape (so that `\\ud800` is seen as a backslash and text). */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|.)/gs

/**
 * NDJSON in which every lone surrogate is the replacement character. One such half makes ClickHouse refuse a whole block,
 * or keep bytes that are not UTF-8. Rows without any come back as they are, after a scan for the first byte pair.
 */
export const wellFormedRows = (rows: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength)
  if (!(bytes.includes('\\ud') || bytes.includes('\\uD'))) return rows
  const text = bytes
    .toString('utf8')
    .replace(escapes, (whole, lone?: string) => (lone === undefined ? whole : '\\ufffd'))
  return Buffer.from(text, 'utf8')
}

/** A parameter's value with every lone surrogate replaced, however deep. */
export const wellFormed = (value: Json): Json => {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(wellFormed)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [text(key), wellFormed(inner)]),
  )
}

/** UTF-8 has no lone halves: encoding replaces them. */
const text = (value: string): string => Buffer.from(value, 'utf8').toString('utf8')
