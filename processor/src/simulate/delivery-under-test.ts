import { subjectKey } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { Delivery } from './happening.ts'

type Sent = Partial<WireEvent>

/** A request of one subject's events as ingest writes it, received at an instant. */
export const deliveryAt = (at: number, events: readonly [Sent, ...Sent[]]): Delivery => {
  const [{ userId, anonymousId }] = events
  const header = { v: 1, kind: 'live', env: 'test', source: 'server', received: at, skew: 0 }
  const full = events.map((event, i) => ({
    type: 'track',
    messageId: `m${at}-${userId ?? anonymousId}-${i}`,
    ...event,
  }))
  return {
    key: userId
      ? subjectKey('test', 'user', userId)
      : subjectKey('test', 'anonymous', anonymousId ?? ''),
    value: Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify(full)}`),
    at,
  }
}
