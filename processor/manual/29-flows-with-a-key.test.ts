import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hook, said, tell } from './support/onboarding.ts'
import { createWorld, day, hour, minute, type World } from './support/world.ts'

/** A flow with a key leads somebody through it several times at once: once for every cart. */

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
    { id: 'rest', wait: { for: '1d' } },
    tell('{{cart}} still waits', { id: 'again' }),
  ],
}
const shop = (more: object = {}, ...others: object[]) =>
  createWorld(hook, { ...cartLeft, ...more }, ...others)

const about = (event: string, cart: unknown) => ({
  userId: 'ann',
  event,
  properties: { cart } as never,
})
const moves = (town: World, cart?: string) =>
  town
    .all('flow')
    .filter(({ key }) => cart === undefined || key === cart)
    .map(({ key, what, step, at }) => [key, what, step, at])
const places = (town: World) => town.person('ann').flows?.['cart-left']?.keys ?? {}

test('Somebody stands with several carts at once, each where its own events have brought it', () => {
  const town = shop()
  const at = town.now
  town.send(about('Cart Filled', 'a'))
  town.pass(hour)
  town.send(about('Cart Filled', 'b'))
  town.send(about('Cart Filled', 3))
  town.pass(hour)
  town.send(about('Order Placed', 'a'))
  town.send(about('Cart Emptied', 3))
  town.pass(10 * day)
  expect(moves(town, 'a')).toEqual([
    ['a', 'entered', 'pause', at],
    ['a', 'won', 'pause', at + 2 * hour],
  ])
  expect(moves(town, '3').map(([, what]) => what)).toEqual(['entered', 'ended'])
  expect(said(town)).toEqual([
    ['b waits', at + 5 * hour],
    ['b still waits', at + 5 * hour + day],
  ])
  const [sent] = town.all('send')
  expect(sent).toMatchObject({ key: 'b', traits: { cart: 'b' }, engagement: 'flow/cart-left/ask' })
  expect(new Set(town.all('send').map(({ send }) => send)).size).toBe(2)
})

test('An event counts for its own cart alone, and only after the one that let the cart in', () => {
  const town = shop()
  town.send(about('Order Placed', 'a'))
  town.pass(minute)
  town.send(about('Cart Filled', 'a'))
  town.send({ userId: 'ann', event: 'Order Placed' })
  town.send(about('Order Placed', 'b'))
  town.send({ userId: 'ann', event: 'Cart Filled' })
  expect(Object.keys(places(town))).toEqual(['a'])
  expect(places(town).a?.at?.step).toBe('pause')
})

test('Each cart enters once, or as often as its events come while it is not in it', () => {
  const fill = (town: World) => {
    town.send(about('Cart Filled', 'a'))
    town.pass(minute)
    town.send(about('Cart Filled', 'a'))
    town.pass(minute)
    town.send(about('Order Placed', 'a'))
    town.pass(minute)
    town.send(about('Cart Filled', 'a'))
    return moves(town).map(([, what]) => what)
  }
  expect(fill(shop())).toEqual(['entered', 'won'])
  expect(fill(shop({ reentry: 'every-time' }))).toEqual(['entered', 'won', 'entered'])
})

test('What else must hold is asked when the event comes, and not again', () => {
  const rich = { trait: { name: 'plan', eq: 'pro' } }
  const town = shop({ enter: { all: [{ did: { event: 'Cart Filled' } }, rich] } })
  town.send(about('Cart Filled', 'a'))
  town.send({ type: 'identify', userId: 'ann', traits: { plan: 'pro' } })
  expect(moves(town)).toEqual([])
  town.send(about('Cart Filled', 'b'))
  expect(moves(town).map(([key]) => key)).toEqual(['b'])
})

test('History lets no cart in, nor does publishing', () => {
  const town = createWorld(hook)
  town.send(about('Cart Filled', 'a'))
  town.redefine(hook, cartLeft)
  town.send(about('Cart Filled', 'b'), { kind: 'import' } as never)
  town.send({ userId: 'ann', event: 'Other' })
  expect(moves(town)).toEqual([])
})

test('What waits to be sent waits for each cart by itself, and each says why once', () => {
  const town = shop({ schedule: { from: '2026-03-04' } })
  town.send(about('Cart Filled', 'a'))
  town.pass(hour)
  town.send(about('Cart Filled', 'b'))
  town.pass(5 * hour)
  for (let i = 0; i < 3; i++) town.send({ userId: 'ann', event: 'Other' })
  expect(town.all('suppressed').map(({ why }) => why.at(-1)?.gate)).toEqual([
    'schedule',
    'schedule',
  ])
  town.send(about('Order Placed', 'a'))
  town.pass(2 * day)
  expect(said(town)).toEqual([['b waits', Date.parse('2026-03-04')]])
})

test('Whoever turns out to be somebody brings the carts along', () => {
  const town = shop()
  const visitor = { anonymousId: 'v', event: 'Cart Filled' }
  town.send({ ...visitor, properties: { cart: 'a' } })
  town.pass(hour)
  town.send(about('Cart Filled', 'b'))
  town.send({ type: 'identify', userId: 'ann', anonymousId: 'v' })
  expect(Object.keys(places(town)).sort()).toEqual(['a', 'b'])
  town.pass(3 * hour)
  expect(said(town).map(([say]) => say)).toEqual(['a waits'])
})

test('The fifty carts whose event came last are followed; the older leave', () => {
  const town = shop()
  for (let i = 0; i < 60; i++) {
    town.send(about('Cart Filled', `c${i}`))
    town.pass(1000)
  }
  expect(Object.keys(places(town))).toHaveLength(50)
  const gone = town.all('flow').filter(({ what }) => what === 'left')
  expect(gone.map(({ key }) => key)).toEqual(Array.from({ length: 10 }, (_, i) => `c${i}`))
})

test('A flow that loses its key, or is published no more, is left by every cart', () => {
  const { key: _, ...unkeyed } = cartLeft
  const keyless = { ...unkeyed, goal: { did: { event: 'Order Placed' } }, steps: [{ end: true }] }
  for (const next of [[hook], [hook, keyless]]) {
    const town = shop()
    town.send(about('Cart Filled', 'a'))
    town.send(about('Cart Filled', 'b'))
    town.redefine(...next)
    town.send({ userId: 'ann', event: 'Other' })
    expect(moves(town).map(([key, what]) => [key, what])).toEqual([
      ['a', 'entered'],
      ['b', 'entered'],
      ['a', 'left'],
      ['b', 'left'],
    ])
  }
})

test('An engagement can ask whether anybody stands at a step, with any cart', () => {
  const asks = {
    kind: 'engagement',
    id: 'ask-all',
    audience: { flow: { id: 'cart-left', at: 'rest' } },
    send: [{ webhook: 'crm', say: 'in need' }],
  }
  const town = shop({}, asks)
  town.send(about('Cart Filled', 'a'))
  town.pass(hour)
  town.send(about('Cart Filled', 'b'))
  town.pass(3 * hour)
  expect(said(town).map(([say]) => say)).toEqual(['a waits', 'in need'])
})

test('What lets carts in is not called unseen of somebody whose carts are in it', () => {
  const rich = { trait: { name: 'plan', eq: 'pro' } }
  const town = shop({ enter: { all: [{ did: { event: 'Cart Filled' } }, rich] } })
  const enterOf = () => {
    const [, flow] = town.explainDefinitions(town.person('ann'))
    return flow?.checks.filter(({ part }) => part === 'enter')
  }
  const wants = 'has done “Cart Filled” with a value of “cart”'
  town.send({ type: 'identify', userId: 'ann', traits: { plan: 'pro' } })
  town.send({ userId: 'ann', event: 'Cart Filled' })
  const plan = { part: 'enter', is: true, wants: 'plan is pro', found: 'plan is "pro" (browser)' }
  expect(enterOf()).toEqual([{ part: 'enter', is: false, wants, found: 'not seen' }, plan])
  town.send(about('Cart Filled', 'a'))
  const found = 'one value, last on 2026-03-02 09:00'
  expect(enterOf()).toEqual([{ part: 'enter', is: true, wants, found }, plan])
  town.send(about('Cart Filled', 'b'))
  expect(enterOf()?.[0]?.found).toBe('2 different values, last on 2026-03-02 09:00')
})

test('Why a cart stands where it does', () => {
  const town = shop()
  town.send(about('Cart Filled', 'a'))
  town.pass(hour)
  const [, flow] = town.explainDefinitions(town.person('ann'))
  expect(flow).toMatchObject({ kind: 'flow', stands: '1 of 1 keys in it' })
  expect(flow?.checks.filter(({ part }) => part.startsWith('a: '))).toEqual([
    {
      part: 'a: goal',
      is: false,
      wants: 'has done “Order Placed” with the same key',
      found: 'not seen',
    },
    {
      part: 'a: at pause',
      is: false,
      wants: 'has done “Cart Emptied” with the same key',
      found: 'not seen',
    },
    {
      part: 'a: at pause',
      is: false,
      wants: 'the time is up',
      found: 'it ends on 2026-03-02 13:00',
    },
  ])
})

const carts = ['a', 'b', '7', '__proto__'] as const
const deed = fc.record({
  event: fc.constantFrom('Cart Filled', 'Cart Emptied', 'Order Placed'),
  cart: fc.constantFrom(...carts),
  wait: fc.constantFrom(0, 1000, hour, 5 * hour, 2 * day),
})

test('Every cart goes its way as if there were no other', () => {
  fc.assert(
    fc.property(
      fc.array(deed, { maxLength: 25 }),
      fc.constantFrom('once', 'every-time', { cooldown: '6h' }),
      (deeds, reentry) => {
        const live = (only?: string) => {
          const town = shop({ reentry })
          for (const { event, cart, wait } of deeds) {
            if (only === undefined || cart === only) town.send(about(event, cart))
            town.pass(wait)
          }
          town.pass(3 * day)
          return town
        }
        const together = live()
        const sent = (town: World, cart: string) =>
          town
            .all('send')
            .filter(({ key }) => key === cart)
            .map(({ say, at }) => [say, at])
        for (const cart of carts) {
          const alone = live(cart)
          expect(moves(together, cart)).toEqual(moves(alone))
          expect(sent(together, cart)).toEqual(sent(alone, cart))
        }
      },
    ),
    { numRuns: 30 },
  )
})
