import { sendDeliveryId } from '@waymark/schemas'
import type { MessageItem } from '@waymark/schemas/api/people'
import type { DeliveriesView } from '../deliveries/deliveries-view.ts'

/** Adds to what was sent what came of it at its channel: that it was decided does not say that it went out. */
export const withDeliveries = (
  items: readonly MessageItem[],
  find: DeliveriesView['find'],
): readonly MessageItem[] =>
  items.map((item) => {
    const isSent = item.status === 'sent' && item.decision !== undefined
    const found = isSent ? find(sendDeliveryId(item.decision)) : undefined
    if (!found) return item
    const { status, at, error } = found
    return { ...item, delivery: { status, at, ...(error === undefined ? {} : { error }) } }
  })
