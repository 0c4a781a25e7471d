import type { ServingPart, StateEnvelope, TakeOverMark } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'

const newline = 10

/** A `state` record's value: envelope, serving part, snapshot; a line of JSON each. */
const encodeStateRecord = (
  envelope: StateEnvelope,
  serving: ServingPart,
  snapshot: SubjectState,
): Buffer =>
  Buffer.from(
    `${JSON.stringify(envelope)}\n${JSON.stringify(serving)}\n${JSON.stringify(snapshot)}`,
  )

export const encodeMark = (mark: TakeOverMark): Buffer => Buffer.from(JSON.stringify(mark))

const view = (value: Uint8Array): Buffer =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength)

/** The first line: the envelope, or a take-over mark. */
export const decodeEnvelope = (value: Uint8Array): StateEnvelope | TakeOverMark => {
  const bytes = view(value)
  const end = bytes.indexOf(newline)
  return JSON.parse(bytes.toString('utf8', 0, end < 0 ? bytes.length : end))
}

export const isMark = (line: StateEnvelope | TakeOverMark): line is TakeOverMark => 'mark' in line

/** The bytes of the third line: the snapshot as JSON. */
export const snapshotBytes = (value: Uint8Array): Buffer => {
  const bytes = view(value)
  return bytes.subarray(bytes.indexOf(newline, bytes.indexOf(newline) + 1) + 1)
}

export const decodeSnapshot = (json: Uint8Array): SubjectState =>
  JSON.parse(view(json).toString('utf8'))
