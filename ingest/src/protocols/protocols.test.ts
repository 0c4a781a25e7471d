import { StorageError } from '@waymark/storage'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doors } from '../testing/doors.ts'
import { keys, openIngest } from '../testing/open-ingest.ts'

test.each(doors)(
  '$path refuses wrong keys, and stores nothing',
  async ({ path, body, event, isFault }) => {
    await using open = await openIngest()
    for (const key of ['', 'wk_nobody', keys.revoked]) {
      const answer = await open.post(path, body([event('m1')], key))
      expect([key, answer.status, isFault(answer)]).toEqual([key, 401, true])
    }
    expect(await open.stored()).toEqual([])
  },
)

test.each(doors)('$path keeps to the origins of a key', async ({ path, body, event, isFault }) => {
  await using open = await openIngest()
  const sent = body([event('m1')], keys.limited)
  const good = await open.post(path, sent, { origin: 'https://app.example.com' })
  const bad = await open.post(path, sent, { origin: 'https://evil.example' })
  expect([good.status, bad.status, isFault(bad)]).toEqual([200, 403, true])
})

test.each(doors)(
  '$path marks what a server key sends, and never stores that key',
  async ({ path, body, event }) => {
    await using open = await openIngest()
    await open.post(path, body([event('m1')], keys.server))
    const [record] = await open.stored()
    expect(record?.header).toMatchObject({ source: 'server' })
    expect(record?.text).not.toContain(keys.server)
  },
)

test.each(doors)(
  '$path keeps the neighbours of an event that is too large, too deep or nobody’s',
  async ({ path, body, event }) => {
    await using open = await openIngest()
    const deep = JSON.parse(`{"a":${'['.repeat(20)}${']'.repeat(20)}}`)
    const events = [
      event('a'),
      event('large', { properties: { text: 'x'.repeat(33_000) } }),
      event('deep', { properties: deep }),
      event('nobody', { userId: 'null', distinct_id: 'null' }),
      null,
      event('b'),
    ]
    expect((await open.post(path, body(events))).status).toBe(200)
    const stored = await open.stored()
    expect(stored.flatMap((record) => record.events.map(({ messageId }) => messageId))).toEqual([
      'a',
      'b',
    ])
    expect(open.ingest.refusals('prod')).toHaveLength(4)
  },
)

test.each(doors)('$path refuses more than 1,000 events whole', async ({ path, body, isFault }) => {
  await using open = await openIngest()
  const answer = await open.post(path, body(Array.from({ length: 1001 }, () => ({}))))
  expect([answer.status, isFault(answer)]).toEqual([413, true])
})

test.each(doors)(
  '$path says when to come again while there is no room',
  async ({ path, body, event, isFault }) => {
    await using open = await openIngest({ config: { maxRequestsInFlight: 0 } })
    const answer = await open.post(path, body([event('m1')]))
    expect([answer.status, isFault(answer)]).toEqual([503, true])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  },
)

test.each(doors)(
  '$path acknowledges nothing that could not be written',
  async ({ path, body, event, isFault }) => {
    const full = () =>
      Promise.reject(new StorageError('the disk is full', { code: 'disk_full', retryable: true }))
    await using open = await openIngest({ wrapLog: (log) => ({ ...log, append: full }) })
    const answer = await open.post(path, body([event('m1')]))
    expect([answer.status, isFault(answer)]).toEqual([503, true])
  },
)

const value = fc.jsonValue({ maxDepth: 4 })
const name = fc.constantFrom(
  '$identify',
  '$set',
  '$groupidentify',
  '$pageview',
  '$create_alias',
  'A',
)
const anything = fc.record(
  {
    event: fc.oneof({ weight: 3, arbitrary: name }, value),
    type: fc.constantFrom('track', 'page', 'identify', 'group', 'alias'),
    userId: fc.oneof({ weight: 3, arbitrary: fc.uuid() }, value),
    distinct_id: fc.oneof({ weight: 3, arbitrary: fc.uuid() }, value),
    uuid: fc.oneof({ weight: 3, arbitrary: fc.uuid() }, value),
    properties: fc.oneof(
      value,
      fc.record(
        {
          $set: value,
          $groups: fc.oneof(value, fc.dictionary(fc.constantFrom('company', 'x'), value)),
          $group_type: fc.oneof(fc.constant('company'), value),
          $group_key: value,
          $group_set: value,
          $current_url: fc.oneof(fc.webUrl(), value),
          $anon_distinct_id: value,
          alias: value,
        },
        { requiredKeys: [] },
      ),
    ),
    timestamp: value,
    offset: value,
    $set: value,
  },
  { requiredKeys: [] },
)

test.each(doors)(
  '$path random events never cause an error of ours, and never a record that cannot be read',
  async ({ path, body, isFault }) => {
    await using open = await openIngest()
    let taken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: anything }, value), { maxLength: 4 }),
        async (events) => {
          const answer = await open.post(path, body(events))
          if (answer.status === 200) taken++
          else
            expect([answer.status < 500, isFault(answer)], JSON.stringify(events)).toEqual([
              true,
              true,
            ])
        },
      ),
      { numRuns: 300 },
    )
    expect(taken).toBeGreaterThan(0)
    for (const { events } of await open.stored()) expect(events.length).toBeGreaterThan(0)
  },
)
