import { randomUUID } from 'node:crypto'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { Waymark } from '../support/waymark.ts'

/** What the customer's own backend sends, with the server key. Returns the message id once it is acknowledged. */
export const sendFromServer = async (waymark: Waymark, event: WireEvent): Promise<string> => {
  const messageId = event.messageId ?? randomUUID()
  const response = await fetch(`${waymark.ingest}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${waymark.serverKey}:`)}`,
    },
    body: JSON.stringify({ batch: [{ ...event, messageId }] }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`ingest answered ${response.status}: ${text}`)
  return messageId
}
