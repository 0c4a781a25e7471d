import type { DebtsLine, OwnerPosition, StateEnvelope, TakeOverMark } from '@waymark/schemas'
import { parseStateLine, type StateLine } from '@waymark/storage'
import { copyState } from '../fold/copy-state.ts'
import type { SubjectState } from '../fold/state.ts'

const newline = 10

export const encodeMark = (mark: TakeOverMark): Buffer => Buffer.from(JSON.stringify(mark))

export const encodePosition = (position: OwnerPosition): Buffer =>
  Buffer.from(JSON.stringify(position))

const view = (value: Uint8Array): Buffer =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength)

/** What a value says, for as long as somebody holds the value. */
interface Said {
  readonly line: StateEnvelope | DebtsLine
  /** Debts come without one. */
  readonly state?: SubjectState
}

const said = Symbol('what a value says')

/** A value that this process wrote. */
interface Written extends Uint8Array {
  [said]?: Said
}

/**
 * Notes on a value what it says. What this process wrote itself it need not parse again: the embedded log hands the very bytes on to
 * router and sink. Values from elsewhere (Kafka, a restart) come without. On the value and in no `WeakMap`, which would be looked
 * through at every collection of garbage. The state must not change any more: the fold works on copies.
 */
export const rememberSaid = (value: Written, what: Said): void => {
  value[said] = what
}

/** The first line: the envelope, debts or an owner's position. */
export const decodeLine = (value: Written): StateLine => value[said]?.line ?? parseStateLine(value)

export const isPosition = (line: StateLine): line is OwnerPosition => 'position' in line

export const isDebts = (line: StateLine): line is DebtsLine => 'upTo' in line

/** The bytes of the third line: the snapshot as JSON. */
export const snapshotBytes = (value: Uint8Array): Buffer => {
  const bytes = view(value)
  return bytes.subarray(bytes.indexOf(newline, bytes.indexOf(newline) + 1) + 1)
}

/** The snapshot of a record's value. */
export const snapshotOf = (value: Written): SubjectState =>
  value[said]?.state ?? decodeSnapshot(snapshotBytes(value))

export const decodeSnapshot = (json: Uint8Array): SubjectState =>
  copyState(JSON.parse(view(json).toString('utf8')))
