import { type AlertBody, isBookkeeping, type StateEnvelope } from '@waymark/schemas'
import { createStateReader, type LogRecord } from '@waymark/storage'
import type { AlertName } from './delivery-id.ts'
import type { SendTransition } from './send-message.ts'

/** What of a subject's history concerns the notifier. */
export type Signal = { readonly name: AlertName } & (
  | {
      readonly t: 'alert'
      readonly to: readonly string[]
      readonly at: number
      readonly body: AlertBody
    }
  /** An engagement sends something. */
  | { readonly t: 'send'; readonly sent: SendTransition }
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
    if (envelope.quiet) return []
    if (transition.t === 'send') return [{ name, t: 'send', sent: transition }]
    if (transition.t !== 'alert') return []
    return [{ name, t: 'alert', to: transition.to, at: transition.at, body: transition.body }]
  })

/** Most records say nothing of the kind; parsing them would cost more than everything else here. */
const mayMatter = (line: Buffer): boolean =>
  line.includes('"t":"alert"') || line.includes('"t":"pql"') || line.includes('"t":"send"')

/** `epoch`: the one in force where the reading begins. */
export const createSignalReader = (epoch: number | undefined): SignalReader => {
  const { envelopeOf } = createStateReader({ known: () => epoch })
  return {
    read: (record) => {
      const { key, value } = record
      if (!isBookkeeping(key) && value !== null && !mayMatter(firstLine(value))) return nothing
      const envelope = envelopeOf(record)
      return envelope ? signalsOf(envelope) : nothing
    },
  }
}
