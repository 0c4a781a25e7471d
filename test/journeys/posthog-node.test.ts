import { randomBytes } from 'node:crypto'
import { PostHog } from 'posthog-node'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { startUp } from '../support/waymark.ts'
import { expectEveryCallOnce, storedEvents } from './stored-events.ts'

const distinctId = 'ann'

test("PostHog's Node client delivers every kind of call once, through an outage of the server", async () => {
  await using data = await temporaryDirectory()
  const up = await startUp({ data: data.path })
  const failures: unknown[] = []
  const client = new PostHog(up.writeKey, {
    host: up.ingest,
    flushAt: 20,
    flushInterval: 100,
    fetchRetryCount: 1000,
    fetchRetryDelay: 250,
  })
  client.on('error', (error) => failures.push(error))
  client.identify({ distinctId, properties: { name: 'Ann', $set_once: { plan: 'trial' } } })
  client.groupIdentify({
    groupType: 'company',
    groupKey: 'acme',
    properties: { employees: 45 },
    distinctId,
  })
  client.alias({ distinctId, alias: 'visitor-1' })
  client.capture({ distinctId, event: 'Before The Outage', groups: { company: 'acme' } })
  await client.flush()
  expect(await client.getAllFlags(distinctId)).toEqual({})

  await up.process.kill()
  client.capture({
    distinctId,
    event: 'During The Outage',
    properties: { size: 3, $set: { plan: 'team' } },
    groups: { company: 'acme' },
  })
  client.capture({
    distinctId: 'visitor-2',
    event: 'Visitor During The Outage',
    properties: { $process_person_profile: false },
  })
  const flushed = client.flush()
  await using back = await startUp({ data: data.path, port: up.port })
  await flushed
  client.capture({ distinctId, event: 'After The Outage' })
  await client.shutdown()

  await until(async () => {
    const stored = await storedEvents(back)
    expectEveryCallOnce(stored, distinctId, ['alias', 'group', 'identify', 'identify'])
    const visitor = stored.find(({ event }) => event === 'Visitor During The Outage')
    expect(visitor).toMatchObject({ anonymousId: 'visitor-2' })
    expect((await back.command('state', 'ann', '--json')).out).toContain('"team"')
    expect((await back.command('state', 'account:acme', '--json')).out).toContain('45')
  }, 90_000)
  expect(failures).toEqual([])
})

test("what is too large for one request comes in smaller ones from PostHog's Node client", async () => {
  await using data = await temporaryDirectory()
  await using up = await startUp({ data: data.path })
  const failures: unknown[] = []
  const client = new PostHog(up.writeKey, {
    host: up.ingest,
    flushAt: 1000,
    flushInterval: 600_000,
    // What the first request is told must not be mistaken for a network that is down.
    fetchRetryCount: 0,
  })
  client.on('error', (error) => failures.push(error))
  // Of random bytes, so that gzip does not make them small: 100 of them are about 1 MB.
  for (let i = 0; i < 200; i++) {
    const text = randomBytes(10_000).toString('base64')
    client.capture({ distinctId, event: 'Large', properties: { text } })
  }
  await client.shutdown(120_000)
  await until(async () => expect(await storedEvents(up)).toHaveLength(200), 90_000)
  expect(failures).toEqual([])
})
