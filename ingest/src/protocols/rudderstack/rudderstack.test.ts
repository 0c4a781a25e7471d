import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keys, openIngest, track } from '../../testing/open-ingest.ts'

const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
})

test.each(['/sourceConfig', '/sourceConfig/'])(
  '%s tells a client that its source is there, with no destinations',
  async (path) => {
    await using open = await openIngest()
    const query = `?p=npm&v=3.34.1&build=modern&writeKey=${keys.write}`
    for (const answer of [
      await open.get(`${path}${query}`),
      await open.get(path, basic(keys.write)),
    ]) {
      expect(answer).toMatchObject({
        status: 200,
        json: { source: { enabled: true, writeKey: keys.write, destinations: [], config: {} } },
      })
    }
    const refused = await open.get(`${path}?writeKey=${keys.server}`)
    expect(refused).toMatchObject({ status: 401, text: 'This key does not exist here.' })
  },
)

test('a beacon carries its key in the address', async () => {
  await using open = await openIngest()
  const path = `/beacon/v1/batch?writeKey=${keys.write}`
  const answer = await open.post(path, { batch: [track()], sentAt: '2026-03-01T09:30:00.000Z' })
  expect(answer).toMatchObject({ status: 200, text: 'OK' })
  expect((await open.stored())[0]?.events).toMatchObject([{ messageId: 'm1' }])
})

test('a beacon that is refused gets a sentence', async () => {
  await using open = await openIngest()
  const path = `/beacon/v1/batch?writeKey=${keys.write}`
  const answer = await open.post(path, { batch: [track({ userId: 'null' })] })
  expect(answer.status).toBe(400)
  expect(answer.text).toMatch(/^batch\[0\]\.userId: .*placeholder/)
})

test('traits that an identify has in its context only are its traits', async () => {
  await using open = await openIngest()
  const identify = (traits: object | null | undefined) =>
    track({ type: 'identify', traits, context: { traits: { name: 'Ada' } } })
  const batch = [
    identify(undefined),
    identify(null),
    identify({ name: 'Bob' }),
    track({ context: { traits: { name: 'Ada' } } }),
  ]
  const gzip = gzipSync(JSON.stringify({ batch }))
  const headers = { ...basic(keys.write), 'content-encoding': 'gzip', anonymousid: 'eA==' }
  expect((await open.post('/v1/batch', gzip, headers)).status).toBe(200)
  const { type: _, ...alone } = identify(undefined)
  expect((await open.post('/v1/identify', alone, basic(keys.write))).status).toBe(200)
  const traits = (await open.stored()).flatMap(({ events }) => events.map((event) => event.traits))
  expect(traits).toEqual([
    { name: 'Ada' },
    { name: 'Ada' },
    { name: 'Bob' },
    undefined,
    { name: 'Ada' },
  ])
})
