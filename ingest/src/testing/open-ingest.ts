import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createMetrics, hashKey, type Metrics } from '@waymark/runtime'
import {
  type Definition,
  definitionKey,
  identityKey,
  type RecordHeader,
  type ServingPart,
  type StoredIdentity,
  type StoredKey,
  type Transition,
} from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { type EventLog, followTopic, readRanges } from '@waymark/storage'
// biome-ignore lint/style/noRestrictedImports: tests run on the real log; nothing but tests reads this file
import { createEmbeddedLog, type EmbeddedLog } from '@waymark/storage/embedded'
import { createIngest, type Ingest, type IngestConfig, type IngestDeps } from '../ingest.ts'

/** A record on `events`, read back. */
export interface StoredEvents {
  readonly key: string
  readonly header: RecordHeader
  readonly events: readonly WireEvent[]
  /** The array as it lies in the log. */
  readonly text: string
}

/** A running ingest on a log of its own. */
export interface OpenIngest {
  readonly ingest: Ingest
  /** Where both have their files. */
  readonly dir: string
  readonly log: EmbeddedLog
  readonly metrics: Metrics
  /** Sends a body to a route, without a socket. */
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly stored: () => Promise<readonly StoredEvents[]>
  /** Starts listening and gives the base URL. */
  readonly listen: () => Promise<string>
  /** Writes how pages prove who is signed in, and waits until ingest knows it. */
  readonly identify: (identity: StoredIdentity) => Promise<void>
  readonly define: (definition: Definition, version?: number) => Promise<void>
  /** Writes a state record as the processor would, and waits until ingest knows it. */
  readonly decide: (subject: string, state: WrittenState) => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export interface WrittenState {
  readonly part: Partial<ServingPart>
  readonly n?: number
  readonly e?: number
  readonly t?: readonly Transition[]
  readonly partition?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The parsed body; `undefined` where it is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any
}

export const secret = 'a secret of the tests, long enough'

export const keys = {
  write: 'wk_test',
  server: 'sk_test',
  revoked: 'wk_revoked',
  otherEnv: 'wk_other',
  limited: 'wk_limited',
} as const

const storedKeys: readonly StoredKey[] = [
  { t: 'key', id: 'write', env: 'prod', type: 'write', hash: hashKey(keys.write), at: 1 },
  { t: 'key', id: 'server', env: 'prod', type: 'server', hash: hashKey(keys.server), at: 1 },
  {
    t: 'key',
    id: 'revoked',
    env: 'prod',
    type: 'write',
    hash: hashKey(keys.revoked),
    at: 1,
    revoked: 2,
  },
  { t: 'key', id: 'other', env: 'other', type: 'write', hash: hashKey(keys.otherEnv), at: 1 },
  {
    t: 'key',
    id: 'limited',
    env: 'prod',
    type: 'write',
    hash: hashKey(keys.limited),
    at: 1,
    origins: ['https://app.example.com', 'https://*.example.org'],
  },
]

const encode = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

const parseStored = (key: string, value: Uint8Array): StoredEvents => {
  const [head = '', ...rest] = Buffer.from(value).toString('utf8').split('\n')
  const text = rest.join('\n')
  return { key, header: JSON.parse(head), events: JSON.parse(text), text }
}

/** Everything on `events`. */
export const readStored = async (log: EventLog): Promise<readonly StoredEvents[]> => {
  const found: StoredEvents[] = []
  const following = await followTopic(log, 'events', ({ records }) => {
    for (const { key, value } of records) if (value) found.push(parseStored(key, value))
  })
  await following.caughtUp
  await following.stop()
  return found
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Sent {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload?: string | Buffer
}

const inject = async (ingest: Ingest, request: Sent): Promise<Answer> => {
  const response = await ingest.app.inject(request)
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    json: parseJson(response.body),
  }
}

const payloadOf = (body: unknown): string | Buffer =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

/** Resolves when what was appended has come by in a subscription made after ingest's own. */
const settled = async (log: EventLog, topic: 'definitions' | 'state'): Promise<void> => {
  const ends = await log.ends(topic)
  const stretches = ends.map((to, partition) => ({ partition, from: Math.max(0, to - 1), to }))
  await readRanges(log, { topic, stretches }, () => undefined)
}

const writers = (log: EventLog) => ({
  identify: async (identity: StoredIdentity): Promise<void> => {
    const key = identityKey(identity.env)
    await log.append([{ topic: 'definitions', key, value: encode(identity) }])
    await settled(log, 'definitions')
  },
  define: async (definition: Definition, version = 1): Promise<void> => {
    const { kind, id } = definition
    const stored = {
      t: 'definition',
      env: 'prod',
      kind,
      id,
      version,
      definition,
      at: 1,
      by: 'test',
    }
    const key = definitionKey('prod', kind, id)
    await log.append([{ topic: 'definitions', key, value: encode(stored) }])
    await settled(log, 'definitions')
  },
  decide: async (subject: string, state: WrittenState): Promise<void> => {
    const { part, n = 1, e = 0, t = [], partition } = state
    const envelope = { v: 1, s: subject, n, e, at: 1, t }
    const lines = [envelope, { dec: [], mile: [], ...part }, { not: 'looked at' }]
    const value = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
    await log.append([
      { topic: 'state', key: subject, value, ...(partition !== undefined && { partition }) },
    ])
    await settled(log, 'state')
  },
})

interface OpenOptions {
  readonly config?: Partial<IngestConfig>
  readonly deps?: Partial<IngestDeps>
  /** Puts something between ingest and the real log. */
  readonly wrapLog?: (log: EventLog) => EventLog
}

/** Opens ingest on a new log with the keys above, started and ready. */
export const openIngest = async (options: OpenOptions = {}): Promise<OpenIngest> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-ingest-'))
  const log = await createEmbeddedLog({ dir, retainEveryMs: 0 })
  await log.append(
    storedKeys.map((key) => ({ topic: 'definitions', key: `key/${key.id}`, value: encode(key) })),
  )
  const metrics = createMetrics()
  const ingest = createIngest(
    { secret, cacheDir: dir, ...options.config },
    {
      log: options.wrapLog ? options.wrapLog(log) : log,
      logger: createLogger({ logLevel: 'silent' }),
      metrics,
      ...options.deps,
    },
  )
  await ingest.start()
  return {
    ingest,
    dir,
    log,
    metrics,
    post: (url, body, headers = {}) =>
      inject(ingest, { method: 'POST', url, payload: payloadOf(body), headers }),
    get: (url, headers = {}) => inject(ingest, { method: 'GET', url, headers }),
    stored: () => readStored(log),
    listen: async () => {
      await ingest.app.listen({ port: 0, host: '127.0.0.1' })
      return `http://127.0.0.1:${(ingest.app.server.address() as AddressInfo).port}`
    },
    ...writers(log),
    [Symbol.asyncDispose]: async () => {
      await ingest.stop()
      await log.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A usable event, changed as wanted. */
export const track = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'track',
  event: 'Report viewed',
  userId: 'ada',
  messageId: 'm1',
  timestamp: '2026-03-01T09:30:00.000Z',
  properties: { rows: 3 },
  ...change,
})
