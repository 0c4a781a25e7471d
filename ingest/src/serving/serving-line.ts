import type { ServingPart } from '@waymark/schemas'

const NEWLINE = 0x0a

/** The second line of a record on `state`: the serving part. The third, the snapshot, is not looked at. */
export const servingLine = (value: Uint8Array): Buffer => {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const first = bytes.indexOf(NEWLINE)
  const second = bytes.indexOf(NEWLINE, first + 1)
  if (first === -1 || second === -1) throw new Error('A record on state has three lines')
  return bytes.subarray(first + 1, second)
}

export const parseServingLine = (line: Buffer): ServingPart => JSON.parse(line.toString('utf8'))

/** Nothing in it is for anybody. */
export const isEmptyPart = (part: ServingPart): boolean =>
  part.as === undefined &&
  part.over === undefined &&
  part.dec.length === 0 &&
  part.mile.length === 0 &&
  (part.amile === undefined || part.amile.length === 0)
