import type { HistoryEvent } from './history-event.ts'

/** Where a server-side client sends to. */
export interface ImportDoor {
  readonly url: string
  readonly serverKey: string
}

const eventsPerRequest = 250

/** What happens all day; anything else is a step that somebody takes once. */
const everyday: ReadonlySet<string> = new Set([
  'Card Moved',
  'Card Created',
  'Comment Added',
  'Automation Ran',
  'View Saved',
])

const isStep = ({ event }: HistoryEvent): boolean => event !== undefined && !everyday.has(event)

const whoseOf = ({ context, anonymousId }: HistoryEvent): string =>
  typeof context.groupId === 'string' ? context.groupId : anonymousId

/**
 * Cuts history into requests, in order. A step begins a new request where its company is in the running one already: what
 * several people of a company did in one request reaches the company side by side, and a step deserves its place.
 */
const requestsOf = (events: readonly HistoryEvent[]): readonly (readonly HistoryEvent[])[] => {
  const requests: HistoryEvent[][] = []
  let running: HistoryEvent[] = []
  const companies = new Set<string>()
  for (const event of events) {
    const whose = whoseOf(event)
    const full = running.length >= eventsPerRequest || (isStep(event) && companies.has(whose))
    if (full || requests.length === 0) {
      running = []
      requests.push(running)
      companies.clear()
    }
    running.push(event)
    companies.add(whose)
  }
  return requests
}

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
  let done = 0
  onProgress(done, events.length)
  for (const batch of requestsOf(events)) {
    const response = await fetch(`${door.url}/v1/import?results=1`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    if (!response.ok) {
      throw new Error(`/v1/import answered ${response.status}: ${await response.text()}`)
    }
    await response.arrayBuffer()
    done += batch.length
    onProgress(done, events.length)
  }
}
