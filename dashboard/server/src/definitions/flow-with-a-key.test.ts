import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const placed = { same: { event: 'Order Placed' } }
const cartLeft = {
  kind: 'flow',
  id: 'cart-left',
  key: 'cart_id',
  enter: { all: [{ did: { event: 'Cart Filled' } }, { trait: { name: 'country', eq: 'se' } }] },
  goal: placed,
  exit: { same: { event: 'Cart Shared', by: 'cart' } },
  steps: [
    { id: 'pause', wait: { until: { same: { event: 'Cart Emptied' } }, 'at-most': '4h' } },
    { id: 'sort', branch: [{ when: { any: [placed] }, to: 'out' }], else: 'rest' },
    { id: 'rest', wait: { for: '1d' } },
    { id: 'out', end: true },
  ],
}

const apply = (document: object, dryRun: boolean) =>
  d.send<ApplyResult>('POST', '/api/definitions/apply', { body: { documents: [document], dryRun } })

test('a flow with a key that asks for the same cart is applied, and a dry run of it says so', async () => {
  for (const dryRun of [true, false]) {
    const { status, body } = await apply(cartLeft, dryRun)
    expect([status, body.problems]).toEqual([200, []])
    expect(body.changes).toMatchObject([{ id: 'cart-left', what: 'new', version: 1 }])
  }
})

test('a flow asks for the same cart only with a key, and not where it is entered', async () => {
  const { key: _, ...unkeyed } = cartLeft
  const { body: without } = await apply(unkeyed, true)
  expect(without.problems.map(({ at }) => at)).toEqual([
    'exit.same',
    'goal.same',
    'steps[0].wait.until.same',
    'steps[1].branch[0].when.any[0].same',
  ])
  const asking = { ...cartLeft, enter: { all: [{ did: { event: 'Cart Filled' } }, placed] } }
  const { body: entered } = await apply(asking, true)
  expect(entered.problems).toMatchObject([
    { at: 'enter.all[1].same', message: expect.stringContaining('a flow with a `key`') },
  ])
})
