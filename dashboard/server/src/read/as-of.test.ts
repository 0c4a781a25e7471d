import { expect, it } from 'vitest'
import { openDashboard } from '../support/open-dashboard.ts'
import { createAsOf } from './as-of.ts'

it('a quiet instance is as fresh as it last was, not as old as its newest event, while a click is on its way', async () => {
  await using d = await openDashboard()
  const groups = { processor: 'processor', sink: 'sink' }
  let now = 1_000_000
  const asOf = createAsOf({ log: d.log, store: d.store, clock: () => now, groups })
  expect(await asOf('production')).toBe(1_000_000)
  now += 20_000
  await d.log.append([{ topic: 'events', key: 'production/g/acme', value: Buffer.from('{}') }])
  expect(await asOf('production')).toBe(1_000_000)
})
