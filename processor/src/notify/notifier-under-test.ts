import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLogger } from '@waymark/runtime'
import type {
  AlertBody,
  DeliveryRecord,
  Endpoint,
  StateEnvelope,
  Transition,
} from '@waymark/schemas'
import { type EventLog, readRange } from '@waymark/storage'
import { vi } from 'vitest'
import { createNotifier, type NotifierConfig, type NotifierDeps } from './notifier.ts'
import { createPost } from './post.ts'
import { sampleAlert } from './sample-alert.ts'
import type { After } from './timers.ts'

/** One request that a receiver got. */
export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly at: number
}

export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly received: readonly Received[]
  /** Resolves once that many requests have come. */
  readonly until: (count: number) => Promise<readonly Received[]>
}

export type Answer = (response: ServerResponse, nth: number) => void

const answerOk: Answer = (response) => response.writeHead(200).end('ok')

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A real HTTP server that writes down what it is sent. */
export const startReceiver = async (answer: Answer = answerOk): Promise<Receiver> => {
  const received: Received[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const body = await readBody(request)
    received.push({ headers: request.headers, body, at: Date.now() })
    answer(response, received.length)
    for (const wake of waiting.splice(0)) wake()
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    until: async (count) => {
      while (received.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
      return received
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Time that passes when the test says so. */
export interface TestTime {
  readonly clock: () => number
  readonly after: After
  /** Lets time pass; what falls due meanwhile happens at its instant. */
  readonly pass: (ms: number) => void
  /** Timers that are set. */
  readonly pending: () => number
}

export const createTestTime = (start = Date.now()): TestTime => {
  let now = start
  const timers = new Set<{ readonly due: number; readonly run: () => void }>()
  const firstDue = (by: number) =>
    [...timers].filter(({ due }) => due <= by).sort((a, b) => a.due - b.due)[0]
  return {
    clock: () => now,
    after: (ms, run) => {
      const timer = { due: now + ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass: (ms) => {
      const end = now + ms
      for (let timer = firstDue(end); timer; timer = firstDue(end)) {
        now = Math.max(now, timer.due)
        timers.delete(timer)
        timer.run()
      }
      now = end
    },
    pending: () => timers.size,
  }
}

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export const webhookAt = (id: string, url: string): Endpoint => ({
  kind: 'endpoint',
  id,
  type: 'webhook',
  url,
})

export const alertAbout = (account: string, at: number): AlertBody => ({
  ...sampleAlert('prod', at),
  pql: 'ready-to-buy',
  pqlName: 'Ready to buy',
  subject: `prod/g/${account}`,
  id: account,
  name: account,
})

export const alertTo = (to: readonly string[], body: AlertBody, at: number): Transition => ({
  t: 'alert',
  to,
  at,
  body,
})

export const turned = (is: boolean, at: number): Transition => ({
  t: 'pql',
  id: 'ready-to-buy',
  is,
  at,
  turn: 1,
  reasons: [],
})

export const acme = 'prod/g/acme'
export const hook = 'sdr-hook'

/** What the fold writes when the account turns PQL. */
export const acmeTurns = (at: number, to: readonly string[] = [hook]) => ({
  s: acme,
  n: at,
  t: [turned(true, at), alertTo(to, alertAbout('acme', at), at)],
})

/** Appends what the fold would have written about an account. */
export const decide = async (
  log: EventLog,
  envelope: Pick<StateEnvelope, 's' | 'n' | 't'> & Partial<StateEnvelope>,
): Promise<number> => {
  const line = JSON.stringify({ v: 1, e: 0, at: 0, ...envelope } satisfies StateEnvelope)
  const value = Buffer.from(`${line}\n{"dec":[],"mile":[]}\n{"snapshot":true}`)
  const [position] = await log.append([{ topic: 'state', key: envelope.s, value }])
  return position?.offset ?? -1
}

/** The newest record of every delivery, as the log has it. */
export const deliveriesIn = async (log: EventLog): Promise<ReadonlyMap<string, DeliveryRecord>> => {
  const found = new Map<string, DeliveryRecord>()
  await readRange(log, { topic: 'deliveries' }, ({ key, value }) => {
    if (value === null) found.delete(key)
    else found.set(key, JSON.parse(Buffer.from(value).toString('utf8')) as DeliveryRecord)
  })
  return found
}

/** Waits for a delivery to be recorded so. */
export const untilRecorded = (
  log: EventLog,
  want: Partial<DeliveryRecord>,
): Promise<DeliveryRecord> =>
  vi.waitFor(
    async () => {
      const records = [...(await deliveriesIn(log)).values()]
      const found = records.find((record) =>
        Object.entries(want).every(
          ([name, value]) => record[name as keyof DeliveryRecord] === value,
        ),
      )
      if (found) return found
      const seen = records.map(({ id, status, error }) => `${id} ${status} ${error ?? ''}`)
      throw new Error(`no ${JSON.stringify(want)} in: ${seen.join('; ')}`)
    },
    { timeout: 60_000, interval: 10 },
  )

export interface UnderTest {
  readonly log: EventLog
  readonly endpoints: readonly Endpoint[]
  readonly time?: TestTime
  readonly config?: Partial<NotifierConfig>
  readonly deps?: Partial<NotifierDeps>
  readonly timeoutMs?: number
}

/** A notifier wired as it is in the process, private addresses allowed; stopped at the end of the test. */
export const startNotifier = async ({
  log,
  endpoints,
  time,
  config,
  deps,
  timeoutMs,
}: UnderTest) => {
  const notifier = createNotifier(
    { publicUrl: 'https://app.example', ...config },
    {
      log,
      clock: time?.clock ?? Date.now,
      ...(time ? { after: time.after } : {}),
      random: () => 0,
      logger: createLogger({ logLevel: 'silent' }),
      endpoint: (_env, id) => endpoints.find((endpoint) => endpoint.id === id),
      secretOf: () => ({ t: 'open', text: secret }),
      post: createPost({
        allowPrivate: true,
        timeoutMs: timeoutMs ?? 5_000,
        maxAnswerBytes: 65_536,
      }),
      ...deps,
    },
  )
  await notifier.start()
  return { ...notifier, [Symbol.asyncDispose]: () => notifier.stop() }
}
