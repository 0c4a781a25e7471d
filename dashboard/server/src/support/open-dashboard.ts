import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createSealer, newId, newSecret } from '@waymark/runtime'
import type { Role } from '@waymark/schemas'
import type { EventLog, EventStore } from '@waymark/storage'
// biome-ignore lint/style/noRestrictedImports: tests wire the real engines, as a main.ts does
import { createChdbStore } from '@waymark/storage/clickhouse'
// biome-ignore lint/style/noRestrictedImports: tests wire the real engines, as a main.ts does
import { createEmbeddedLog } from '@waymark/storage/embedded'
import Fastify from 'fastify'
import { type Bootstrapped, bootstrap, type Machine } from '../control/bootstrap.ts'
import { createDashboard, type Dashboard, serverOptions } from '../create-dashboard.ts'
import type { DashboardConfig, DashboardDeps } from '../deps.ts'
import type { Route } from '../http/route.ts'

interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

interface Sent {
  readonly token?: string | undefined
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: { readonly [name: string]: string }
}

type Send = <Body = unknown>(method: string, path: string, sent?: Sent) => Promise<Answer<Body>>

/** A running dashboard on the real engines, in a folder of its own. */
export interface OpenDashboard extends AsyncDisposable {
  readonly url: string
  readonly log: EventLog
  readonly store: EventStore
  readonly dashboard: Dashboard
  /** What the server really answers under `/api/`: `GET /api/me`. */
  readonly registered: readonly string[]
  readonly made: Bootstrapped
  /** Sends a request; as the owner's command line unless told otherwise (`token: undefined` is nobody). */
  readonly send: Send
  /** Moves the clock on. */
  readonly wait: (ms: number) => void
  readonly now: () => number
  /** Makes a token of a role. */
  readonly tokenOf: (role: Role) => Promise<string>
  readonly bootstrapAgain: () => Promise<Bootstrapped>
  /** The token that a machine gets when a dashboard starts on it. */
  readonly cliToken: (machine: Machine) => Promise<string>
  readonly link: (user: string) => Promise<string>
}

interface OpenOptions {
  readonly config?: DashboardConfig
  readonly deps?: Partial<DashboardDeps>
}

const snippet = (origin: string, key: string): string =>
  `<script>waymark=[["key","${key}"]]</script>\n<script async src="${origin}/sdk/waymark.js"></script>`

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const headersOf = (sent: Sent, token: string): { readonly [name: string]: string } => {
  const bearer = 'token' in sent ? sent.token : sent.cookie ? undefined : token
  return {
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
    ...(sent.cookie ? { cookie: sent.cookie } : {}),
    ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...sent.headers,
  }
}

const textOf = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))

/** Every good answer is held against what the API says of itself. */
const checkAnswer = (routes: readonly Route[], asked: string, body: unknown): void => {
  const route = routes.find(({ method, path }) =>
    new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(asked.split('?')[0] ?? ''),
  )
  if (!route?.answer || typeof route.answer === 'string') return
  const parsed = route.answer.safeParse(body)
  if (!parsed.success)
    throw new Error(`${asked} does not answer as described`, { cause: parsed.error })
}

const sender =
  (url: string, token: string, routes: readonly Route[]): Send =>
  async <Body>(method: string, path: string, sent: Sent = {}): Promise<Answer<Body>> => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: headersOf(sent, token),
      ...(sent.body === undefined ? {} : { body: textOf(sent.body) }),
    })
    const body = parse(await response.text()) as Body
    if (response.status === 200 || response.status === 201) {
      checkAnswer(routes, `${method} ${path}`, body)
    }
    return { status: response.status, headers: response.headers, body }
  }

/** Opens a dashboard as `waymark up` does: log, ClickHouse, first project, one port. */
export const openDashboard = async (options: OpenOptions = {}): Promise<OpenDashboard> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-dashboard-'))
  await mkdir(join(dir, 'log'))
  let shift = 0
  let closed = false
  const clock = (): number => Date.now() + shift
  const log = await createEmbeddedLog({ dir: join(dir, 'log'), partitions: 4 })
  const store = createChdbStore({ dir: join(dir, 'clickhouse') })
  await store.migrate()
  const sealer = createSealer('a secret of at least thirty-two letters')
  const logger = createLogger({ logLevel: 'silent' })
  const ids = { newId, newSecret }
  const own = { log, clock, ids, sealer, logger }
  const machine = { name: 'here' }
  const made = await bootstrap(own, machine)
  const dashboard = createDashboard(options.config ?? {}, {
    ...own,
    store,
    snippet,
    ...options.deps,
  })
  const app = Fastify({ logger: false, ...serverOptions })
  const registered: string[] = []
  app.addHook('onRoute', ({ method, url: path }) => {
    if (path.startsWith('/api/') && path !== '/api/*') {
      registered.push(...[method].flat().map((one) => `${one} ${path}`))
    }
  })
  await dashboard.register(app)
  await dashboard.start()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const send = sender(url, made.cliToken, dashboard.routes)
  const tokens = new Map<Role, string>()
  return {
    url,
    log,
    store,
    dashboard,
    registered,
    made,
    send,
    now: clock,
    wait: (ms) => {
      shift += ms
    },
    tokenOf: async (role) => {
      const known = tokens.get(role)
      if (known) return known
      const answer = await send<{ token: string }>('POST', '/api/tokens', {
        body: { name: `a ${role}`, role },
      })
      tokens.set(role, answer.body.token)
      return answer.body.token
    },
    bootstrapAgain: () => bootstrap(own, { ...machine, kept: made.cliToken }),
    cliToken: async (machine) => (await bootstrap(own, machine)).cliToken,
    link: async (user) => {
      const answer = await send<{ link: string }>('POST', `/api/users/${user}/link`)
      return answer.body.link.split('link=')[1] ?? ''
    },
    [Symbol.asyncDispose]: async () => {
      if (closed) return
      closed = true
      await dashboard.stop()
      await app.close()
      await store.close()
      await log.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
