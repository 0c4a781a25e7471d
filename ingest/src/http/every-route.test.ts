import fc from 'fast-check'
import Fastify, { type RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { ingestServerOptions } from '../app.ts'
import { keys, openIngest, track } from '../testing/open-ingest.ts'

const odd = ['', '\0', '..', '%2e%2e', '__proto__', 'constructor', '1e999', '-1', 'prod/u/ada']
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.toWellFormed()),
  fc.constantFrom(...odd, ...Object.values(keys)),
)

/** Names that any of the protocols knows: a body of theirs gets further than one of chance. */
const name = fc.constantFrom(
  ...['batch', 'writeKey', 'api_key', 'token', 'distinct_id', 'event', 'events', 'type', 'userId'],
  ...['anonymousId', 'groupId', 'messageId', 'properties', 'traits', 'context', 'sentAt', 'env'],
  ...['engagement', 'message', 'claim', 'ticket', 'email', 'Type', 'Message', 'v', '__proto__'],
)
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 4 }))
const body = fc.oneof(
  value,
  fc.dictionary(name, value),
  fc.dictionary(name, fc.dictionary(name, value)),
  fc.record({ batch: fc.array(fc.oneof(fc.constant(track()), fc.dictionary(name, value))) }),
)
const query = fc.dictionary(
  fc.constantFrom(
    'writeKey',
    '_',
    'ip',
    'ver',
    'compression',
    'v',
    't',
    'ticket',
    'results',
    'url',
  ),
  text,
)
const auth = fc.constantFrom(
  {},
  { authorization: `Bearer ${keys.write}` },
  { authorization: `Basic ${btoa(`${keys.server}:`)}` },
  { authorization: 'Basic %' },
)

/** With something for every part that a route leaves open. */
const addressOf = ({ url }: RouteOptions, part: string): string =>
  url.replaceAll(/:\w+|\*/g, () => encodeURIComponent(part))

test('no request to any route makes ingest fail, whatever it holds', async () => {
  await using open = await openIngest()
  const app = Fastify(ingestServerOptions([]))
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => void routes.push(route))
  open.ingest.register(app)
  await app.ready()
  const known = routes.map(({ url }) => url)
  expect(known).toEqual(
    expect.arrayContaining(['/v1/batch', '/v1/messages', '/sdk/:name', '/metrics']),
  )
  const ask = fc.record({ route: fc.constantFrom(...routes), part: text, query, body, auth })
  const answered = new Set<number>()
  await fc.assert(
    fc.asyncProperty(ask, async ({ route, part, query: asked, body: sent, auth: headers }) => {
      const [method = 'GET'] = [route.method].flat()
      const url = `${addressOf(route, part)}?${new URLSearchParams(asked)}`
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers,
        ...(method === 'POST' ? { payload: JSON.stringify(sent) } : {}),
      })
      answered.add(answer.statusCode)
      expect([method, url, answer.statusCode < 500]).toEqual([method, url, true])
    }),
    { numRuns: 600 },
  )
  expect(answered).toContain(200)
  expect((await open.get('/readyz')).status).toBe(200)
  await app.close()
})

test('a method that no route takes was answered by the framework, for the body that it lacks', async () => {
  await using open = await openIngest()
  for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
    const headers = { 'content-type': 'application/json' }
    const answer = await open.ingest.app.inject({ method, url: '/v1/track', headers })
    expect([method, answer.statusCode, answer.json().error.code]).toEqual([
      method,
      404,
      'not_found',
    ])
  }
})
