import { type AlertBody, isBookkeeping, markKey, type StateEnvelope } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import type { AlertName } from './delivery-id.ts'

/** What of a subject's history concerns the notifier. */
export type Signal = { readonly name: AlertName } & (
  | {
      readonly t: 'alert'
      readonly to: readonly string[]
      readonly at: number
      readonly body: AlertBody
    }
  /** The subject turned a PQL, or is one no longer. */
  | { readonly t: 'pql'; readonly pql: string; readonly is: boolean }
)

/** Reads one partition of `state`, record by record, in order. */
export interface SignalReader {
  /** @throws where the record is not what the fold writes. */
  readonly read: (record: LogRecord) => readonly Signal[]
}

const nothing: readonly Signal[] = []
const newline = 0x0a

/** The first line: snapshot and serving part are not even looked at. */
const firstLine = (value: Uint8Array): Buffer => {
  const line = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const end = line.indexOf(newline)
  return end < 0 ? line : line.subarray(0, end)
}

const signalsOf = (envelope: StateEnvelope): readonly Signal[] =>
  envelope.t.flatMap((transition, index): readonly Signal[] => {
    const name: AlertName = { subject: envelope.s, version: envelope.n, index }
    if (transition.t === 'pql') return [{ name, t: 'pql', pql: transition.id, is: transition.is }]
    if (transition.t !== 'alert' || envelope.quiet) return []
    return [{ name, t: 'alert', to: transition.to, at: transition.at, body: transition.body }]
  })

/** Most records say nothing of the kind; parsing them would cost more than everything else here. */
const mayMatter = (line: Buffer): boolean =>
  line.includes('"t":"alert"') || line.includes('"t":"pql"')

/**
 * Records of an owner that has been replaced say nothing: after a take-over mark, whose offset is the new epoch, lower epochs
 * are ignored. `learnBelow`: records below this offset were handled before; of them only the epoch is learnt.
 */
export const createSignalReader = (learnBelow: number): SignalReader => {
  let epoch = 0
  const readLine = (line: Buffer, isNew: boolean): readonly Signal[] => {
    if (isNew && !mayMatter(line)) return nothing
    const envelope = JSON.parse(line.toString('utf8')) as StateEnvelope
    if (envelope.e < epoch) return nothing
    epoch = envelope.e
    return isNew ? signalsOf(envelope) : nothing
  }
  return {
    read: ({ key, value, offset }) => {
      if (key === markKey) epoch = Math.max(epoch, offset)
      return isBookkeeping(key) || value === null
        ? nothing
        : readLine(firstLine(value), offset >= learnBelow)
    },
  }
}
