import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('exposes what was counted', async () => {
  const metrics = createMetrics()
  metrics.accepted(50)
  metrics.accepted(1)
  metrics.refused('event_too_large')
  metrics.appended(3)
  metrics.lag('sink', 12)
  metrics.lost('events', 7)
  const text = await metrics.expose()
  expect(text).toContain('waymark_events_accepted_total 51')
  expect(text).toContain('waymark_refused_total{code="event_too_large"} 1')
  expect(text).toContain('waymark_append_seconds_bucket{le="0.005"} 1')
  expect(text).toContain('waymark_lag_records{consumer="sink"} 12')
  expect(text).toContain('waymark_lost_records_total{topic="events"} 7')
})

test('counts go on between two scrapes', async () => {
  const metrics = createMetrics()
  metrics.accepted(1)
  await metrics.expose()
  metrics.accepted(1)
  expect(await metrics.expose()).toContain('waymark_events_accepted_total 2')
})
