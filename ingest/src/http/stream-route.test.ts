import { createServer } from 'node:http'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { ingestServerOptions } from '../app.ts'
import { ask, decision, guide, milestone } from '../testing/messages.ts'
import { type OpenIngest, openIngest } from '../testing/open-ingest.ts'

/** Reads the events of a stream one after the other. */
const readStream = async (url: string) => {
  const abort = new AbortController()
  const response = await fetch(url, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    response,
    close: () => abort.abort(),
    next: async () => {
      while (!text.includes('\n\n')) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done) return undefined
        text += value
      }
      const [block = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      const [event, data = ''] = block.split('\n')
      return { event, ...JSON.parse(data.replace('data: ', '')) }
    },
  }
}

const openStream = async (open: OpenIngest, base: string, who: Record<string, unknown>) => {
  const { ticket } = (await ask(open, who)).json
  return readStream(`${base}/v1/stream?ticket=${encodeURIComponent(ticket)}`)
}

test('a stream pushes when what the person may see has changed, and only then', async () => {
  await using open = await openIngest()
  const base = await open.listen()
  await open.define(guide)
  const stream = await openStream(open, base, { anonymousId: 'x1', userId: 'ada' })
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
  expect(stream.response.headers.get('access-control-allow-origin')).toBe('*')
  expect(await stream.next()).toMatchObject({ event: 'event: messages', decisions: [] })
  await open.decide('prod/u/bob', { part: { dec: [decision({ id: 'of-bob' })] } })
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  const pushed = await stream.next()
  expect(pushed).toMatchObject({ for: { userId: 'ada' }, decisions: [{ id: 'd1', version: 1 }] })
  expect(pushed).not.toHaveProperty('ticket')
  await open.decide('prod/u/ada', { n: 2, part: { dec: [decision()] } })
  await open.define(milestone('first', 1))
  expect(await stream.next()).toMatchObject({ progress: [{ milestone: 'first' }] })
  stream.close()
})

test('the stream of an anonymous visitor goes quiet when the id becomes a user', async () => {
  await using open = await openIngest()
  const base = await open.listen()
  await open.define(guide)
  await open.decide('prod/a/x1', { part: { dec: [decision()] } })
  const stream = await openStream(open, base, { anonymousId: 'x1' })
  expect((await stream.next()).decisions).toHaveLength(1)
  await open.decide('prod/a/x1', { n: 2, part: { as: 'prod/u/ada' } })
  expect((await stream.next()).decisions).toEqual([])
  stream.close()
})

test('one visitor has at most five streams: a sixth ends the oldest', async () => {
  await using open = await openIngest()
  const base = await open.listen()
  const visitor = { anonymousId: 'x1', userId: 'ada' }
  const oldest = await openStream(open, base, visitor)
  await oldest.next()
  for (let i = 0; i < 4; i++) await openStream(open, base, visitor)
  expect((await open.get('/metrics')).text).toContain('waymark_streams_open 5')
  const sixth = await openStream(open, base, visitor)
  expect(sixth.response.status).toBe(200)
  expect(await oldest.next()).toBeUndefined()
  expect((await open.get('/metrics')).text).toContain('waymark_streams_open 5')
})

test('streams that somebody else opens for a user do not keep the user out', async () => {
  await using open = await openIngest()
  const base = await open.listen()
  await open.define(guide)
  const victim = await openStream(open, base, { anonymousId: 'own', userId: 'ada' })
  await victim.next()
  for (let i = 0; i < 6; i++) await openStream(open, base, { anonymousId: 'evil', userId: 'ada' })
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  expect(await victim.next()).toMatchObject({ decisions: [{ id: 'd1' }] })
  const again = await openStream(open, base, { anonymousId: 'own', userId: 'ada' })
  expect(again.response.status).toBe(200)
})

test('a ticket that is used up, changed or made up is answered with 204', async () => {
  let now = 1_000_000
  await using open = await openIngest({ deps: { clock: () => now } })
  const { ticket } = (await ask(open, { anonymousId: 'x1' })).json as { ticket: string }
  const payload = Buffer.from(JSON.stringify(['prod', 9e15, 'victim'])).toString('base64url')
  const forged = `${payload}.${ticket.split('.')[1]}`
  for (const text of [forged, `${ticket}x`, '', 'a.b', 'a']) {
    expect((await open.get(`/v1/stream?ticket=${encodeURIComponent(text)}`)).status).toBe(204)
  }
  expect((await open.get('/v1/stream')).status).toBe(204)
  now += 15 * 60_000
  expect((await open.get(`/v1/stream?ticket=${encodeURIComponent(ticket)}`)).status).toBe(204)
})

test('a quiet stream is kept alive by comments, and ends when its ticket is used up', async () => {
  let now = 1_000_000
  await using open = await openIngest({
    config: { streamBeatMs: 5 },
    deps: { clock: () => now },
  })
  const base = await open.listen()
  const { ticket } = (await ask(open, { anonymousId: 'x1' })).json
  const response = await fetch(`${base}/v1/stream?ticket=${encodeURIComponent(ticket)}`)
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    if (text.includes('\n: \n\n: \n\n')) now += 15 * 60_000
  }
  expect(text).toMatch(/^event: messages\ndata: \{.*\}\n\n(: \n\n){2,}$/)
})

test('streams end when ingest stops, also on a server of somebody else', async () => {
  await using open = await openIngest()
  const app = Fastify(ingestServerOptions([]))
  app.get('/', () => 'the dashboard')
  open.ingest.register(app)
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  expect(await (await fetch(base)).text()).toBe('the dashboard')
  const stream = await openStream(open, base, { anonymousId: 'x1' })
  await stream.next()
  await app.close()
  expect(await stream.next()).toBeUndefined()
})

test('the port is free again after a stop', async () => {
  const open = await openIngest()
  const { port } = new URL(await open.listen())
  await open[Symbol.asyncDispose]()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(Number(port), '127.0.0.1', resolve))
  await new Promise((resolve) => server.close(resolve))
})
