import { type Answer, keys, track } from './open-ingest.ts'

type Fields = Record<string, unknown>

/** Where a protocol's events come in, with what it takes to knock there. */
export interface Door {
  readonly path: string
  /** A body with these events, under a key. */
  readonly body: (events: readonly unknown[], key?: string) => Fields
  /** A usable event, changed as wanted. */
  readonly event: (messageId: string, change?: Fields) => Fields
  /** Whether an answer is a fault as the protocol's clients expect one. */
  readonly isFault: (answer: Answer) => boolean
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

const segmentDoor: Door = {
  path: '/v1/batch',
  body: (batch, writeKey = keys.write) => ({ writeKey, batch }),
  event: (messageId, change) => track({ messageId, ...change }),
  isFault: ({ json }) => isText(json?.error?.code) && /\.$/.test(json.error.message),
}

/** One for each protocol: what holds for one has to hold for all. */
export const doors: readonly Door[] = [
  segmentDoor,
  {
    ...segmentDoor,
    path: '/beacon/v1/batch',
    isFault: ({ text, json }) => json === undefined && /\.$/.test(text),
  },
  {
    path: '/batch/',
    body: (batch, api_key = keys.write) => ({ api_key, batch }),
    event: (uuid, change) => ({ event: 'A', distinct_id: 'ada', uuid, properties: {}, ...change }),
    isFault: ({ json }) => isText(json?.type) && isText(json.code) && /\.$/.test(json.detail),
  },
]
