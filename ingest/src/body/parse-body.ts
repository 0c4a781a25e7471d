import { isUtf8 } from 'node:buffer'
import { limits } from '@waymark/schemas'
import { type Fault, isFault } from '../http/fault.ts'
import { type BatchScan, scanBatch } from './scan-batch.ts'

/** A body that is a JSON object. */
export interface ParsedBody {
  /** Valid UTF-8, without a byte order mark. */
  readonly bytes: Buffer
  /** An element of `batch` that is nested too deep is `null` here. */
  readonly value: { readonly [key: string]: unknown }
  readonly scan: BatchScan
  /** It came as UTF-8, and nothing had to be replaced. */
  readonly utf8: boolean
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

const tooDeep: Fault = {
  code: 'too_deep',
  message: `The body is nested deeper than ${limits.jsonDepth}.`,
  limit: limits.jsonDepth,
}

/** The body with `null` in place of each element that is nested too deep: parsing those would hold up everybody. */
const withoutDeepElements = (bytes: Buffer, { ranges, depths }: BatchScan): Buffer => {
  if (depths.every((depth) => depth <= limits.jsonDepth)) return bytes
  const copy = Buffer.from(bytes)
  for (const [i, depth] of depths.entries()) {
    const from = ranges[2 * i] ?? 0
    if (depth > limits.jsonDepth) copy.fill(0x20, from, ranges[2 * i + 1]).write('null', from)
  }
  return copy
}

const beginsObject = (bytes: Buffer): boolean => bytes.find((byte) => byte > 0x20) === 0x7b

const isObject = (value: unknown): value is ParsedBody['value'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const notUtf8 = invalid('The body is not UTF-8: save and send it as UTF-8.')

/** The fault of a body; where it is not UTF-8, that is why it could not be read. */
export const orNotUtf8 = (fault: Fault, { utf8 }: Pick<ParsedBody, 'utf8'>): Fault =>
  utf8 || fault.code !== 'invalid_body' ? fault : notUtf8

const parseBytes = (bytes: Buffer, utf8: boolean): ParsedBody | Fault => {
  if (!beginsObject(bytes)) return invalid('The body is not a JSON object.')
  const scan = scanBatch(bytes)
  if (scan.depth > limits.jsonDepth) return tooDeep
  const text = withoutDeepElements(bytes, scan).toString('utf8')
  const parsed = parseJson(text)
  if (!parsed) return invalid('The body is not JSON.')
  const { value } = parsed
  if (!isObject(value)) return invalid('The body is not a JSON object.')
  const suspicious = text.includes('\\u') || text.includes('__proto__')
  return { bytes, value, scan, utf8, suspicious }
}

/** Parses a body, whatever its content type says it is. What is nested too deep is never parsed. */
export const parseBody = (body: Buffer): ParsedBody | Fault => {
  if (body.length === 0) return invalid('The body is empty; send a JSON object.')
  const received = withoutMark(body)
  const utf8 = isUtf8(received)
  // Bytes that are not UTF-8 are read as U+FFFD; what is stored has to read the same.
  const parsed = parseBytes(utf8 ? received : Buffer.from(received.toString('utf8')), utf8)
  return isFault(parsed) ? orNotUtf8(parsed, { utf8 }) : parsed
}
