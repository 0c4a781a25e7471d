import type { DeadLetter } from '@waymark/schemas'
import type { Alerts } from '@waymark/schemas/api/alerts'
import type { DeadLetterItem } from '@waymark/schemas/api/operation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { delivery } from '../support/delivery.ts'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

let d: OpenDashboard
const replayed: string[] = []

beforeAll(async () => {
  // The notifier is another room's; what it answers is its contract.
  const notifier = {
    sendTest: async (env: string, endpoint: string) =>
      endpoint === 'sdr-hook'
        ? delivery({ env, endpoint, kind: 'test', status: 'dead', error: 'No answer.' })
        : undefined,
    replay: async (id: string) => {
      if (id.endsWith('unknown')) return { ok: false, reason: 'unknown' } as const
      if (id.endsWith('done')) return { ok: false, reason: 'under_way' } as const
      replayed.push(id)
      return { ok: true } as const
    },
  }
  d = await openDashboard({ deps: { notifier } })
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

describe('alerts', () => {
  it('show per endpoint what was delivered and what was given up, each delivery once', async () => {
    const records = [
      delivery({ status: 'retrying' }),
      delivery({ status: 'delivered', at: 5 }),
      delivery({ id: 'second', status: 'dead', at: 7 }),
      delivery({ id: 'elsewhere', env: 'staging' }),
      delivery({ id: 'send/1', kind: 'send', pql: '', engagement: 'remind', channel: 'email' }),
    ]
    const plan = { v: 1, env: 'production', topic: 'events', partition: 0, from: 0, to: 9 }
    await d.log.append([
      { topic: 'deliveries', key: 'sink/events/0', value: bytes(plan) },
      ...records.map(
        (record) => ({ topic: 'deliveries', key: record.id, value: bytes(record) }) as const,
      ),
    ])
    const list = async (): Promise<Alerts> => (await d.send<Alerts>('GET', '/api/alerts')).body
    await expect.poll(async () => (await list()).deliveries.length).toBe(3)
    const alerts = await list()
    expect(alerts.deliveries.map((item) => [item.id, item.status])).toEqual([
      // An e-mail to a person, whose template is called like the endpoint.
      ['send/1', 'delivered'],
      ['second', 'dead'],
      ['production/g/acme@1.0:sdr-hook', 'delivered'],
    ])
    expect(alerts.endpoints).toMatchObject([{ delivered: 1, failed: 1, lastAt: 7 }])
  })

  it('say which webhook needs a signing secret, where its own was lost, until it has one', async () => {
    const needs = async () =>
      (await d.send<Alerts>('GET', '/api/alerts')).body.endpoints[0]?.needsSecret
    expect(await needs()).toBeUndefined()
    const key = 'secret/endpoint/production/sdr-hook'
    await d.log.append([{ topic: 'control', key, value: null }])
    await expect.poll(needs).toBe(true)
    expect(await d.send('POST', '/api/endpoints/sdr-hook/secret')).toMatchObject({ status: 200 })
    expect(await needs()).toBeUndefined()
  })

  it('can be tried with a test, whose outcome is told at once', async () => {
    const answer = await d.send('POST', '/api/endpoints/sdr-hook/test', { body: {} })
    expect(answer).toMatchObject({ status: 200, body: { kind: 'test', error: 'No answer.' } })
    expect((await d.send('POST', '/api/endpoints/nowhere/test', { body: {} })).status).toBe(404)
  })

  it('that were given up are sent again on request, whatever their id looks like', async () => {
    const id = 'production/g/acme & co@1.0:sdr-hook'
    const replay = (which: string) =>
      d.send('POST', `/api/deliveries/${encodeURIComponent(which)}/replay`, { body: {} })
    expect((await replay(id)).status).toBe(202)
    expect(replayed).toEqual([id])
    expect((await replay('unknown')).status).toBe(404)
    expect(await replay('done')).toMatchObject({
      status: 400,
      body: { error: { message: 'This delivery is not sent again: under way.' } },
    })
  })
})

describe('dead letters', () => {
  const letter = (topic: string, value: string): DeadLetter => ({
    v: 1,
    topic,
    partition: 0,
    offset: 4,
    key: 'production/u/ada',
    at: 9,
    reason: 'The header is not JSON.',
    value: Buffer.from(value).toString('base64'),
  })

  const list = async () =>
    (await d.send<{ deadLetters: readonly DeadLetterItem[] }>('GET', '/api/deadletters')).body
      .deadLetters

  it('are none at first', async () => {
    expect(await list()).toEqual([])
  })

  it('are listed newest first, and appended again byte for byte on request', async () => {
    const records = [letter('events', 'broken\n[]'), letter('control', '{}')]
    const positions = await d.log.append(
      records.map((record) => ({ topic: 'deadletter', key: record.key, value: bytes(record) })),
    )
    const [first, second] = await list()
    expect([first?.topic, second]).toMatchObject([
      'control',
      { topic: 'events', reason: 'The header is not JSON.', bytes: 9 },
    ])
    const before = await d.log.ends('events')
    const replay = (offset: number | undefined) =>
      d.send('POST', `/api/deadletters/${offset}/replay`, { body: {} })
    expect((await replay(positions[0]?.offset)).status).toBe(202)
    const after = await d.log.ends('events')
    const partition = after.findIndex((end, i) => end !== before[i])
    const value = Promise.withResolvers<string>()
    const subscription = await d.log.subscribe({
      topics: ['events'],
      partitions: [partition],
      from: () => before[partition] ?? 0,
      onBatch: ({ records: [record] }) =>
        value.resolve(`${record?.key} ${Buffer.from(record?.value ?? [])}`),
    })
    expect(await value.promise).toBe('production/u/ada broken\n[]')
    await subscription.stop()
  })

  it('are not appended where that could do harm, nor where there is none', async () => {
    const [control] = await list()
    const replay = (offset: number) =>
      d.send('POST', `/api/deadletters/${offset}/replay`, { body: {} })
    expect((await replay(control?.offset ?? 0)).status).toBe(400)
    expect((await replay(99_999)).status).toBe(404)
  })
})
