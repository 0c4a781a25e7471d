import { Analytics } from '@segment/analytics-node'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { expectEveryCallOnce, storedEvents } from './stored-events.ts'

test("Segment's Node client delivers every kind of call once, through an outage of the server", async () => {
  await using data = await temporaryDirectory()
  const up = await startUp({ data: data.path })
  const failures: unknown[] = []
  const client = new Analytics({
    writeKey: up.writeKey,
    host: up.ingest,
    flushAt: 5,
    flushInterval: 100,
    maxRetries: 100,
  })
  client.on('error', (error) => failures.push(error))
  const userId = 'ann'
  client.identify({ userId, traits: { name: 'Ann', plan: 'trial' } })
  client.group({ userId, groupId: 'acme', traits: { employees: 45 } })
  client.page({ userId, name: 'Pricing', properties: { url: 'https://acme.example/pricing' } })
  client.screen({ userId, name: 'Home' })
  client.alias({ userId, previousId: 'visitor-1' })
  client.track({ userId, event: 'Before The Outage' })
  await client.flush()

  await up.process.kill()
  const refused = new Promise((resolve) => client.once('http_request', resolve))
  client.track({ userId, event: 'During The Outage', properties: { size: 3 } })
  client.track({ anonymousId: 'visitor-2', event: 'Visitor During The Outage' })
  // The client has tried; nobody was there.
  await refused
  await using back = await startUp({ data: data.path, port: up.port })
  client.track({ userId, event: 'After The Outage' })
  await client.closeAndFlush()

  const stored = await storedEvents(back)
  expectEveryCallOnce(stored, userId)
  expect(failures).toEqual([])
})
