import { isAbsent } from '@waymark/schemas'
import type { Accepted } from './accept-events.ts'
import { asFields, placeOf } from './received-events.ts'

/** What became of an event, for clients that ask with `?results=1`. */
export type EventResult =
  | { readonly result: 'ok' }
  | {
      readonly result: 'refused'
      readonly code: string
      readonly message: string
      readonly at?: string
    }

/** By message id: the client's, else ours; an event that was refused and has none is named by its place. */
export const describeResults = ({
  received,
  judged,
}: Accepted): { readonly [messageId: string]: EventResult } => {
  const results = received.values.map((value, index): [string, EventResult] => {
    const given = asFields(value)?.messageId
    const fault = judged.faults[index]
    const ownId = isAbsent(given) || typeof given !== 'string' ? undefined : given
    const name = ownId ?? judged.taken[index]?.madeId ?? (placeOf(received, index) || 'event')
    if (!fault) return [name, { result: 'ok' }]
    const { code, message, at } = fault
    return [name, { result: 'refused', code, message, ...(at !== undefined && { at }) }]
  })
  return Object.fromEntries(results)
}
