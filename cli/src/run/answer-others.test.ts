import { createLogger, readConfig } from '@waymark/runtime'
import { expect, onTestFinished, test } from 'vitest'
import { createServer } from './serve.ts'

const config = readConfig({ WAYMARK_LOG_LEVEL: 'silent' })

/** The server of all rooms, with a route of one of them that answers for itself, and one that does not. */
const openServer = () => {
  const app = createServer(config, createLogger(config))
  onTestFinished(() => app.close())
  app.register((scope, _options, done) => {
    scope.post('/v1/track', async () => ({ success: true }))
    scope.get('/broken', async () => {
      throw new Error('a secret of ours')
    })
    done()
  })
  return app
}

const json = { 'content-type': 'application/json' }

test.each([
  ['POST', '/v1/nope', {}, '{}'],
  ['POST', '/v1/track/', json, '{}'],
  ['PUT', '/v1/track', json, ''],
  ['PATCH', '/v1/track', json, '{"half'],
  ['DELETE', '/v1/track', json, ''],
  ['PUT', '/v1/track', { 'content-type': ';;;' }, 'x'],
  ['PUT', '/v1/track', { 'content-type': 'text/xml' }, '<x/>'],
  ['POST', '/v1/nope', json, 'x'.repeat(2_000_000)],
  ['GET', '/%2e%2e', {}, ''],
] as const)('%s %s was answered in the shape of the framework', async (...asked) => {
  const [method, url, headers, payload] = asked
  const answer = await openServer().inject({ method, url, headers, payload })
  expect([answer.statusCode, answer.json()]).toEqual([
    404,
    { error: { code: 'not_found', message: expect.stringContaining(method) } },
  ])
})

test('what fails in a route without an answer of its own is told without its reason', async () => {
  const app = openServer()
  const broken = await app.inject({ url: '/broken' })
  expect([broken.statusCode, broken.json().error.code]).toEqual([500, 'internal'])
  expect(broken.payload).not.toContain('secret')
  const half = await app.inject({
    method: 'POST',
    url: '/v1/track',
    headers: json,
    payload: '{"half',
  })
  expect([half.statusCode, half.json().error.code]).toEqual([400, 'invalid_request'])
})
