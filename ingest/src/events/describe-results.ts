import { isAbsent } from '@waymark/schemas/wire/check-id'
import type { Accepted } from './accept-events.ts'
import { droppedTraits } from './dropped-traits.ts'
import { asFields, placeOf, type ReceivedEvents } from './received-events.ts'

/** What became of an event, for clients that ask with `?results=1`. */
export type EventResult =
  | {
      readonly result: 'ok'
      /** Traits that are kept with the event and set for nobody. */
      readonly dropped?: readonly string[]
    }
  | {
      readonly result: 'refused'
      /** Its place in the batch, from 0. */
      readonly index: number
      readonly code: string
      readonly message: string
      readonly at?: string
    }

const resultOf = ({ received, judged }: Accepted, index: number): EventResult => {
  const fault = judged.faults[index]
  if (fault) {
    const { code, message, at } = fault
    const place = received.origins?.[index] ?? index
    return {
      result: 'refused',
      index: place,
      code,
      message,
      ...(at !== undefined && { at }),
    }
  }
  const dropped = droppedTraits(asFields(received.values[index]) ?? {}, received.type)
  return { result: 'ok', ...(dropped.length > 0 && { dropped }) }
}

const givenId = (received: ReceivedEvents, index: number): string | undefined => {
  const given = asFields(received.values[index])?.messageId
  return isAbsent(given) || typeof given !== 'string' ? undefined : given
}

/**
 * By message id: the client's, else ours. An event that was refused is named by its place where its id does not tell which it
 * is: it has none, the id itself is what is wrong, or another event of the request has the same.
 */
export const describeResults = (
  accepted: Accepted,
): { readonly [messageId: string]: EventResult } => {
  const { received, judged } = accepted
  const ids = received.values.map((_, index) => givenId(received, index))
  const seen = new Map<string, number>()
  for (const id of ids) if (id !== undefined) seen.set(id, (seen.get(id) ?? 0) + 1)
  const nameOf = (index: number): string => {
    const id = ids[index] ?? judged.taken[index]?.madeId
    const fault = judged.faults[index]
    const tells = id !== undefined && (seen.get(id) ?? 0) < 2 && !fault?.at?.endsWith('messageId')
    if (id !== undefined && (!fault || tells)) return id
    return placeOf(received, index) || 'event'
  }
  return Object.fromEntries(
    received.values.map((_, index) => [nameOf(index), resultOf(accepted, index)]),
  )
}
