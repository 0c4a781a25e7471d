import type { Refusal } from '@waymark/schemas'
import { type FactRow, factLine, partitionOf, type StateEnvelope } from '@waymark/schemas'
import type { LiveMessage } from '@waymark/schemas/api/live'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { factRow } from '../support/rows.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Opens the live view; `next` resolves with the next message that fits. */
const watch = async (sent: { readonly token?: string } = {}) => {
  const stop = new AbortController()
  const response = await fetch(`${d.url}/api/live`, {
    headers: { authorization: `Bearer ${sent.token ?? d.made.cliToken}` },
    signal: stop.signal,
  })
  const messages = read(response)
  return {
    response,
    [Symbol.dispose]: () => stop.abort(),
    next: async (fits: (message: LiveMessage) => boolean): Promise<LiveMessage> => {
      for (;;) {
        const { value, done } = await messages.next()
        if (done) throw new Error('the stream has ended')
        if (fits(value)) return value
      }
    },
  }
}

async function* read(response: Response): AsyncGenerator<LiveMessage, undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1]
      if (data) yield JSON.parse(data)
    }
  }
  return undefined
}

const appendFacts = (lines: readonly FactRow[], key = 'production/u/ada') =>
  d.log.append([{ topic: 'facts', key, value: bytes(lines.map(factLine).join('\n')) }])

it('shows an event as soon as it is accepted, with the headers that keep proxies from holding it back', async () => {
  using live = await watch()
  expect(live.response.headers.get('content-type')).toContain('text/event-stream')
  expect(live.response.headers.get('x-accel-buffering')).toBe('no')
  expect(live.response.headers.get('content-security-policy')).toContain("default-src 'none'")
  await appendFacts([factRow({ env: 'staging', message_id: 'elsewhere' })], 'staging/u/ada')
  await appendFacts([factRow({ message_id: 'live1', event: 'Hello' })])
  const message = await live.next((m) => m.kind === 'event')
  expect(message).toMatchObject({ kind: 'event', event: { messageId: 'live1', event: 'Hello' } })
})

it('shows what was decided, but not the plumbing', async () => {
  using live = await watch()
  const envelope: StateEnvelope = {
    v: 1,
    s: 'production/u/ada',
    n: 3,
    e: 0,
    at: 1,
    t: [
      {
        t: 'owed',
        at: 1,
        to: 'production/g/acme',
        debt: { k: 'left', person: 'production/u/ada' },
      },
      { t: 'lifecycle', from: 'visitor', to: 'trial', at: 1 },
    ],
  }
  await d.log.append([
    { topic: 'state', key: '~mark', value: bytes('{"v":1,"mark":"x"}'), partition: 0 },
    { topic: 'state', key: envelope.s, value: bytes(`${JSON.stringify(envelope)}\n{}\n{}`) },
  ])
  const message = await live.next((m) => m.kind === 'transition')
  expect(message).toMatchObject({ version: 3, transition: { t: 'lifecycle', to: 'trial' } })
})

const enter = (e: number, id: string): StateEnvelope => ({
  v: 1,
  s: 'production/u/grace',
  n: e,
  e,
  at: 1,
  t: [{ t: 'segment', id, is: true, at: 1 }],
})

it('does not show what a replaced owner decides, whether it was replaced before or after somebody watches', async () => {
  const key = 'production/u/grace'
  const partition = partitionOf(key, d.log.partitions)
  const takeOver = async (): Promise<number> => {
    const value = bytes('{"v":1,"mark":"x"}')
    const [position] = await d.log.append([{ topic: 'state', key: '~mark', value, partition }])
    return position?.offset ?? -1
  }
  const decide = (e: number, id: string) =>
    d.log.append([{ topic: 'state', key, value: bytes(`${JSON.stringify(enter(e, id))}\n{}\n{}`) }])
  const old = await takeOver()
  const next = await takeOver()
  using live = await watch()
  await decide(old, 'late')
  const last = await takeOver()
  await decide(next, 'also-late')
  await decide(last, 'right')
  const message = await live.next((m) => m.kind === 'transition')
  expect(message).toMatchObject({ transition: { id: 'right' } })
})

it('shows refused requests, and the rate', async () => {
  using live = await watch()
  // Told of by another process, whose clock is behind.
  const refusal: Refusal = {
    at: d.now() - 5000,
    code: 'unknown_key',
    message: 'No such key.',
    path: '/v1/batch',
  }
  await d.log.append([
    {
      topic: 'refusals',
      key: 'ingest',
      value: bytes(JSON.stringify({ refusals: [{ ...refusal, env: 'staging' }, refusal] })),
    },
  ])
  expect(await live.next((m) => m.kind === 'refusal')).toMatchObject({
    refusal: { code: 'unknown_key' },
  })
  await appendFacts(Array.from({ length: 500 }, () => factRow({})))
  const rate = await live.next((m) => m.kind === 'rate' && m.of > 0)
  expect(rate).toMatchObject({ of: 500, perSecond: 500, shown: 50 })
})

it('goes on after a record that cannot be read', async () => {
  using live = await watch()
  await d.log.append([{ topic: 'facts', key: 'production/u/ada', value: bytes('{not json') }])
  await appendFacts([factRow({ message_id: 'after' })])
  expect(await live.next((m) => m.kind === 'event')).toMatchObject({
    event: { messageId: 'after' },
  })
})

it('ends for a token that is revoked, once the stream looks again', async () => {
  const made = await d.send<{ id: string; token: string }>('POST', '/api/tokens', {
    body: { name: 'short', role: 'sdr' },
  })
  using live = await watch({ token: made.body.token })
  expect(live.response.status).toBe(200)
  await d.send('DELETE', `/api/tokens/${made.body.id}`)
  await expect(live.next(() => false)).rejects.toThrow('the stream has ended')
})

it('lets the server stop while somebody watches', async () => {
  using live = await watch()
  const ended = expect(live.next(() => false)).rejects.toThrow('the stream has ended')
  await d[Symbol.asyncDispose]()
  await ended
})
