/** Where the elements of the body's `batch` lie, and how deep things are nested. */
export interface BatchScan {
  /** From and to (exclusive) of each element of `batch`, in bytes, alternating. */
  readonly ranges: readonly number[]
  /** How deep each element is nested; an object without objects inside is 1. */
  readonly depths: readonly number[]
  /** The deepest nesting outside of `batch`; the body itself is 1. */
  readonly depth: number
  /** A key of the body was written with an escape: which one is `batch` is not clear from the bytes. */
  readonly unclear: boolean
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const SPACE = 0x20

/** "batch" */
const wanted = [0x62, 0x61, 0x74, 0x63, 0x68] as const

/** The index after the string that begins at `from`. */
const endOfString = (bytes: Uint8Array, from: number): number => {
  let i = from + 1
  for (let byte = bytes[i]; byte !== QUOTE; byte = bytes[i]) i += byte === BACKSLASH ? 2 : 1
  return i + 1
}

const isBatchKey = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from === wanted.length + 2 && wanted.every((byte, i) => bytes[from + 1 + i] === byte)

const hasEscape = (bytes: Uint8Array, from: number, to: number): boolean => {
  const at = bytes.indexOf(BACKSLASH, from)
  return at !== -1 && at < to
}

/** The index after the object or array that begins at `from`, and how deep it is nested. */
const skipNested = (
  bytes: Uint8Array,
  from: number,
): { readonly end: number; readonly depth: number } => {
  let open = 0
  let depth = 0
  let i = from
  do {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = endOfString(bytes, i)
      continue
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      open++
      if (open > depth) depth = open
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) open--
    i++
  } while (open > 0)
  return { end: i, depth }
}

const isNested = (byte: number | undefined): boolean => byte === OPEN_OBJECT || byte === OPEN_ARRAY

/** The index after a number, `true`, `false` or `null`. */
const endOfWord = (bytes: Uint8Array, from: number): number => {
  let i = from
  for (let byte = bytes[i] ?? SPACE; byte > SPACE; byte = bytes[i] ?? SPACE) {
    if (byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) break
    i++
  }
  return i
}

const skipValue = (
  bytes: Uint8Array,
  from: number,
): { readonly end: number; readonly depth: number } => {
  const byte = bytes[from]
  if (isNested(byte)) return skipNested(bytes, from)
  return { end: byte === QUOTE ? endOfString(bytes, from) : endOfWord(bytes, from), depth: 0 }
}

const skip = (bytes: Uint8Array, from: number, separator: number): number => {
  let i = from
  for (let byte = bytes[i]; byte !== undefined; byte = bytes[i]) {
    if (byte > SPACE && byte !== separator) break
    i++
  }
  return i
}

/** How deep a body is nested; an object without objects inside is 1. Only for text that JSON.parse accepted. */
export const nestingDepth = (bytes: Uint8Array): number =>
  skipValue(bytes, skip(bytes, 0, COMMA)).depth

interface Elements {
  readonly ranges: number[]
  readonly depths: number[]
  readonly end: number
}

const scanElements = (bytes: Uint8Array, from: number): Elements => {
  const ranges: number[] = []
  const depths: number[] = []
  let i = skip(bytes, from + 1, COMMA)
  while (bytes[i] !== CLOSE_ARRAY) {
    const { end, depth } = skipValue(bytes, i)
    ranges.push(i, end)
    depths.push(depth)
    i = skip(bytes, end, COMMA)
  }
  return { ranges, depths, end: i + 1 }
}

/**
 * Finds the bytes of each element of `batch`, so that events can be kept as they were received. Only for text that
 * JSON.parse accepted as an object. Like JSON.parse it takes the last `batch` where there are several.
 */
export const scanBatch = (bytes: Uint8Array): BatchScan => {
  let found: Elements = { ranges: [], depths: [], end: 0 }
  let depth = 1
  let unclear = false
  let i = skip(bytes, skip(bytes, 0, COMMA) + 1, COMMA)
  while (bytes[i] === QUOTE) {
    const afterKey = endOfString(bytes, i)
    unclear ||= hasEscape(bytes, i, afterKey)
    const value = skip(bytes, afterKey, COLON)
    if (isBatchKey(bytes, i, afterKey)) {
      found =
        bytes[value] === OPEN_ARRAY
          ? scanElements(bytes, value)
          : { ranges: [], depths: [], end: skipValue(bytes, value).end }
      i = skip(bytes, found.end, COMMA)
    } else {
      const skipped = skipValue(bytes, value)
      depth = Math.max(depth, skipped.depth + 1)
      i = skip(bytes, skipped.end, COMMA)
    }
  }
  return { ranges: found.ranges, depths: found.depths, depth, unclear }
}
