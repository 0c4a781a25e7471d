import type { WaitingEvent } from './event-store.ts'
import { toJson } from './to-json.ts'

/** Under ingest's limits (500 KB, 1,000 events a request), with room for the envelope. */
export const requestLimits = { bytes: 400_000, events: 1_000 }

/** The first ones that fit; at least one where there is one. */
export const pickBatch = (
  waiting: Iterable<WaitingEvent>,
  limits: { readonly bytes: number; readonly events: number },
): readonly WaitingEvent[] => {
  const batch: WaitingEvent[] = []
  let bytes = 0
  for (const event of waiting) {
    bytes += event.bytes + 1
    if (batch.length >= limits.events || (batch.length > 0 && bytes > limits.bytes)) break
    batch.push(event)
  }
  return batch
}

/** The body of `POST /v1/batch`; events go as the text they were captured as. */
export const writeBatch = (envelope: object, batch: readonly WaitingEvent[]): string =>
  `${toJson(envelope).slice(0, -1)},"batch":[${batch.map(({ json }) => json).join()}]}`
