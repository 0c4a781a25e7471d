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
  const { length } = bytes
  let i = from + 1
  for (let byte = bytes[i]; byte !== QUOTE && i < length; byte = bytes[i]) {
    i += byte === BACKSLASH ? 2 : 1
  }
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
  const { length } = bytes
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
      depth = Math.max(depth, open)
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) open--
    i++
  } while (open > 0 && i < length)
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

interface Elements {
  readonly ranges: number[]
  readonly depths: number[]
  readonly end: number
}

const scanElements = (bytes: Uint8Array, from: number): Elements => {
  const ranges: number[] = []
  const depths: number[] = []
  let i = skip(bytes, from + 1, COMMA)
  while (i < bytes.length && bytes[i] !== CLOSE_ARRAY) {
    const { end, depth } = skipValue(bytes, i)
    // Not JSON: without this the scan would stay where it is.
    if (end === i) break
    ranges.push(i, end)
    depths.push(depth)
    i = skip(bytes, end, COMMA)
  }
  return { ranges, depths, end: i + 1 }
}

const none: readonly number[] = []

/**
 * Finds the bytes of each element of `batch`, so that events can be kept as they were received, and how deep things are
 * nested, before anything is parsed. Of text that is not JSON it makes something that JSON.parse has yet to refuse.
 * Like JSON.parse it takes the last `batch` where there are several.
 */
export const scanBatch = (bytes: Uint8Array): BatchScan => {
  let ranges = none
  let depths = none
  let depth = 1
  let unclear = false
  let i = skip(bytes, skip(bytes, 0, COMMA) + 1, COMMA)
  while (bytes[i] === QUOTE) {
    const afterKey = endOfString(bytes, i)
    unclear ||= hasEscape(bytes, i, afterKey)
    const value = skip(bytes, afterKey, COLON)
    const isBatch = isBatchKey(bytes, i, afterKey)
    if (isBatch && bytes[value] === OPEN_ARRAY) {
      const found = scanElements(bytes, value)
      ;({ ranges, depths } = found)
      i = skip(bytes, found.end, COMMA)
    } else {
      const skipped = skipValue(bytes, value)
      depth = Math.max(depth, skipped.depth + 1)
      if (isBatch) ranges = depths = none
      i = skip(bytes, skipped.end, COMMA)
    }
  }
  return { ranges, depths, depth, unclear }
}

/** How deep the whole body is nested, `batch` included. */
export const nestingDepth = ({ depth, depths }: BatchScan): number =>
  depths.reduce((deepest, inElement) => Math.max(deepest, inElement + 2), depth)
