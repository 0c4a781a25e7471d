import type { Logger } from '@waymark/runtime'
import type { DeliveryRecord } from '@waymark/schemas'
import type { DeliveryItem } from '@waymark/schemas/api/alerts'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** What became of alerts lately, as the topic `deliveries` has it. */
export interface DeliveriesView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ready: () => boolean
  /** The newest first, at most the newest `kept` of all environments. */
  readonly list: (env: string) => readonly DeliveryItem[]
  readonly find: (id: string) => DeliveryItem | undefined
  /** Hears every delivery as it comes from here on; the answer takes the listener away. */
  readonly onDelivery: (listener: (item: DeliveryItem) => void) => () => void
}

const kept = 1000

/** A delivery as readers see it. */
export const deliveryItem = ({ v: _v, ...item }: DeliveryRecord): DeliveryItem => item

const isDelivery = (key: string, value: unknown): value is DeliveryRecord =>
  typeof value === 'object' && value !== null && 'id' in value && value.id === key

/** Follows the topic `deliveries` into memory. */
export const createDeliveriesView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
}): DeliveriesView => {
  const items = new Map<string, DeliveryItem>()
  const listeners = new Set<(item: DeliveryItem) => void>()
  const view = createTopicView({
    ...deps,
    topic: 'deliveries',
    reset: () => items.clear(),
    apply: (record, value) => {
      items.delete(record.key)
      // The sink keeps its plans in the same topic, under keys of its own.
      if (!isDelivery(record.key, value)) return
      const item = deliveryItem(value)
      items.set(record.key, item)
      for (const listener of listeners) listener(item)
      const oldest = items.size > kept ? items.keys().next().value : undefined
      if (oldest !== undefined) items.delete(oldest)
    },
  })
  return {
    start: view.start,
    stop: view.stop,
    ready: view.ready,
    list: (env) => [...items.values()].filter((item) => item.env === env).reverse(),
    find: (id) => items.get(id),
    onDelivery: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
