import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { expectEveryCallOnce, storedEvents } from './stored-events.ts'

const userId = 'ann'

test("RudderStack's Node client delivers every kind of call once, through an outage of the server", async () => {
  await using data = await temporaryDirectory()
  const up = await startUp({ data: data.path })
  let retries = 0
  const client = new RudderAnalytics(up.writeKey, {
    dataPlaneUrl: up.ingest,
    flushAt: 20,
    flushInterval: 100,
    logLevel: 'none',
    retryCount: 1000,
    axiosRetryConfig: { retryDelay: () => 250, onRetry: () => void retries++ },
  } as ConstructorParameters<typeof RudderAnalytics>[1])
  client.identify({ userId, traits: { name: 'Ann', plan: 'trial' } })
  client.group({ userId, groupId: 'acme', traits: { employees: 45 } })
  client.page({ userId, name: 'Pricing', properties: { url: 'https://acme.example/pricing' } })
  client.screen({ userId, name: 'Home' })
  client.alias({ userId, previousId: 'visitor-1' })
  client.track({ userId, event: 'Before The Outage' })
  await client.flush()
  await client.flush()

  await up.process.kill()
  client.track({ userId, event: 'During The Outage', properties: { size: 3 } })
  client.track({ anonymousId: 'visitor-2', event: 'Visitor During The Outage' })
  const flushed = client.flush()
  await expect.poll(() => retries).toBeGreaterThan(0)
  await using back = await startUp({ data: data.path, port: up.port })
  await flushed
  client.track({ userId, event: 'After The Outage' })
  await client.flush()

  const stored = await storedEvents(back)
  expectEveryCallOnce(stored, userId)
})
