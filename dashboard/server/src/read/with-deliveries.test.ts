import type { DeliveryItem } from '@waymark/schemas/api/alerts'
import type { MessageItem } from '@waymark/schemas/api/people'
import { expect, test } from 'vitest'
import { deliveryItem } from '../deliveries/deliveries-view.ts'
import { delivery } from '../support/delivery.ts'
import { withDeliveries } from './with-deliveries.ts'

const sent: MessageItem = {
  engagement: 'welcome',
  guide: '',
  channel: 'email',
  what: 'hello',
  decision: 's1',
  status: 'sent',
  at: 1,
  why: [],
}

const of = (given: Partial<DeliveryItem>) => (id: string) =>
  id === 'send/s1' ? deliveryItem(delivery({ id, ...given })) : undefined

test('an e-mail that was decided and never went out is not said to be sent', () => {
  const error = 'The trait email is no address.'
  const dropped = of({ status: 'dropped', at: 7, error })
  expect(withDeliveries([sent], dropped)).toEqual([
    { ...sent, delivery: { status: 'dropped', at: 7, error } },
  ])
})

test('of what did not wait to be sent, or is not known any more, nothing is added', () => {
  const shown: MessageItem = { ...sent, guide: 'hello', status: 'shown' }
  const items = [{ ...sent, decision: 's2' }, shown]
  expect(withDeliveries(items, of({ status: 'delivered' }))).toEqual(items)
})
