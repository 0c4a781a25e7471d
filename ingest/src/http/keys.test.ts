import { hashKey } from '@waymark/runtime'
import { expect, test } from 'vitest'
import { keys, openIngest, track } from '../testing/open-ingest.ts'

const basic = (key: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
})

test.each([
  ['in the body', { writeKey: keys.write }, {}],
  ['by Basic authentication', {}, basic(keys.write)],
  ['by Bearer', {}, { authorization: `Bearer ${keys.write}` }],
  [
    'in the body, beside a token of another kind',
    { writeKey: keys.write },
    { authorization: 'Bearer eyJx' },
  ],
])('a key may come %s', async (_where, body, headers) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/track', track(body), headers)
  expect(answer.status).toBe(200)
})

test.each([
  ['no key', {}, 'unknown_key'],
  ['a key that does not exist', { writeKey: 'wk_nobody' }, 'unknown_key'],
  ['a revoked key', { writeKey: keys.revoked }, 'revoked_key'],
  ['a key of the wrong type', { writeKey: { toString: 'x' } }, 'unknown_key'],
])('%s is refused with 401, and nothing is stored', async (_what, body, code) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/track', track(body))
  expect(answer).toMatchObject({ status: 401, json: { error: { code } } })
  expect(await open.stored()).toEqual([])
})

test.each([
  ['https://app.example.com', 200],
  ['https://app.example.com.evil.net', 403],
  ['https://a.example.org', 200],
  ['https://example.org', 403],
  ['https://evilexample.org', 403],
  ['http://a.example.org', 403],
])('with limited origins, a page of %s gets %i', async (origin, status) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/track', track({ writeKey: keys.limited }), { origin })
  expect(answer.status).toBe(status)
})

test('a key that is revoked while ingest runs is refused at once', async () => {
  await using open = await openIngest()
  const revoked = {
    t: 'key',
    id: 'write',
    env: 'prod',
    type: 'write',
    hash: hashKey(keys.write),
    at: 1,
    revoked: 5,
  }
  await open.log.append([
    { topic: 'definitions', key: 'key/write', value: Buffer.from(JSON.stringify(revoked)) },
  ])
  await expect
    .poll(async () => (await open.post('/v1/track', track({ writeKey: keys.write }))).status)
    .toBe(401)
})
