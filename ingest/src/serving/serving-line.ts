import type { ServingPart } from '@waymark/schemas'

const NEWLINE = 0x0a

/** The second line of a record on `state`: the serving part. The third, the snapshot, is not looked at. */
export const servingLine = (value: Uint8Array): string => {
  const bytes = Buffer.isBuffer(value)
    ? value
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const first = bytes.indexOf(NEWLINE)
  const second = bytes.indexOf(NEWLINE, first + 1)
  if (first === -1 || second === -1) throw new Error('A record on state has three lines')
  return bytes.toString('utf8', first + 1, second)
}

/** Lists of milestones that are shared; there are few of them however many people there are. */
const sharedParts = 10_000

/** Nothing in it is this person's alone. */
const isCommon = (line: string): boolean =>
  line.includes('"dec":[]') && !line.includes('"as":') && !line.includes('"over":')

/**
 * Parses serving parts. People who reached the same milestones and have no message share one object: most of a large view
 * is such people.
 */
export const createPartReader = (): ((line: string) => ServingPart) => {
  const shared = new Map<string, ServingPart>()
  return (line) => {
    const known = shared.get(line)
    if (known) return known
    const part = JSON.parse(line) as ServingPart
    if (isCommon(line)) {
      if (shared.size >= sharedParts) shared.clear()
      shared.set(line, part)
    }
    return part
  }
}
