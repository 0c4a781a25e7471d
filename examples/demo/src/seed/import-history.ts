import type { HistoryEvent } from './history-event.ts'

/** Where a server-side client sends to. */
export interface ImportDoor {
  readonly url: string
  readonly serverKey: string
}

const eventsPerRequest = 40

/**
 * Sends history through `/v1/import`, in its order, one request after the other.
 * @throws where the instance refuses it: then it is a fault of ours
 */
export const importHistory = async (
  door: ImportDoor,
  events: readonly HistoryEvent[],
  onProgress: (done: number, of: number) => void,
): Promise<void> => {
  const authorization = `Basic ${Buffer.from(`${door.serverKey}:`).toString('base64')}`
  for (let from = 0; from < events.length; from += eventsPerRequest) {
    const batch = events.slice(from, from + eventsPerRequest)
    const response = await fetch(`${door.url}/v1/import?results=1`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    if (!response.ok) {
      throw new Error(`/v1/import answered ${response.status}: ${await response.text()}`)
    }
    await response.arrayBuffer()
    onProgress(Math.min(from + eventsPerRequest, events.length), events.length)
  }
}
