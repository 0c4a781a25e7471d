import { expect, test } from 'vitest'
import { hook, said, tell } from '../../../manual/support/onboarding.ts'
import { createWorld, hour } from '../../../manual/support/world.ts'

const cartLeft = {
  kind: 'flow',
  id: 'cart-left',
  key: 'cart',
  enter: { did: { event: 'Cart Filled' } },
  goal: { same: { event: 'Order Placed' } },
  steps: [
    {
      id: 'pause',
      wait: { until: { same: { event: 'Cart Emptied' } }, 'at-most': '4h', late: 'ask' },
    },
    { id: 'gone', end: true },
    tell('{{cart}} waits', { id: 'ask' }),
  ],
}
const shop = (more: object = {}) => createWorld(hook, { ...cartLeft, ...more })

const about = (event: string, cart: string) => ({ userId: 'ann', event, properties: { cart } })

test('A cart that is filled and emptied within one millisecond is not asked about', () => {
  const filled = about('Cart Filled', 'c2')
  const emptied = about('Cart Emptied', 'c2')
  const bursts = [
    { burst: [[filled, emptied]], waits: false },
    { burst: [[filled], [emptied]], waits: false },
    { burst: [[emptied, filled]], waits: true },
    { burst: [[emptied], [filled]], waits: true },
  ]
  for (const { burst, waits } of bursts) {
    const town = shop()
    for (const request of burst) town.sendAll(request)
    expect(town.now).toBe(shop().now)
    town.pass(5 * hour)
    expect([burst, said(town).map(([say]) => say)]).toEqual([burst, waits ? ['c2 waits'] : []])
  }
})

test('A cart enters again by an event of the millisecond in which it left, and not by the same event', () => {
  const town = shop({ reentry: 'every-time' })
  const filled = about('Cart Filled', 'a')
  town.send(filled)
  town.send(about('Order Placed', 'a'))
  town.send({ userId: 'ann', event: 'Other' })
  expect(town.all('flow').map(({ what }) => what)).toEqual(['entered', 'won'])
  town.send(filled)
  expect(town.all('flow').map(({ what }) => what)).toEqual(['entered', 'won', 'entered'])
})

test('A visitor who becomes known has emptied a cart that was filled at that very millisecond', () => {
  const town = shop()
  town.sendAll([
    { anonymousId: 'v', event: 'Cart Filled', properties: { cart: 'a' } },
    { anonymousId: 'v', event: 'Cart Filled', properties: { cart: 'b' } },
    { anonymousId: 'v', event: 'Cart Emptied', properties: { cart: 'a' } },
  ])
  town.send({ type: 'identify', userId: 'ann', anonymousId: 'v' })
  town.pass(5 * hour)
  expect(said(town).map(([say]) => say)).toEqual(['b waits'])
})
