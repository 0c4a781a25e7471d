import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Definition } from '@waymark/schemas'
import type { KeyItem } from '@waymark/schemas/api/access'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import type { Setup } from '@waymark/schemas/api/setup'
import { freePort } from './free-port.ts'
import { type CommandResult, runWaymark } from './run-waymark.ts'
import {
  type Environment,
  startWaymark,
  untilReady,
  type WaymarkProcess,
} from './waymark-process.ts'

type Query = { readonly [name: string]: string | number }

/** A running Waymark as its users meet it: addresses, keys, the API, the command line. */
export interface Waymark {
  /** Where events go and the SDK comes from. */
  readonly ingest: string
  readonly writeKey: string
  readonly serverKey: string
  /** The two tags, as Setup shows them. */
  readonly snippet: string
  /** GET of the dashboard's API, as the owner. */
  readonly get: <T>(path: string, query?: Query) => Promise<T>
  readonly post: <T>(path: string, body?: unknown) => Promise<T>
  /** A command of the operator's, to its end. */
  readonly command: (...args: readonly string[]) => Promise<CommandResult>
}

/** Where a deployment is reached, and how its commands find it. */
export interface Doors {
  readonly ingest: string
  readonly dashboard: string
  readonly token: string
  readonly commands: Environment
}

export const environment = 'production'

const asJson = async <T>(response: Response): Promise<T> => {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Reads what a newcomer reads in Setup. */
export const enter = async ({ ingest, dashboard, token, commands }: Doors): Promise<Waymark> => {
  const headers = { authorization: `Bearer ${token}` }
  const get = async <T>(path: string, query: Query = {}): Promise<T> => {
    const search = new URLSearchParams({ env: environment })
    for (const [name, value] of Object.entries(query)) search.set(name, String(value))
    return asJson<T>(await fetch(`${dashboard}${path}?${search}`, { headers }))
  }
  const post = async <T>(path: string, body: unknown = {}): Promise<T> =>
    asJson<T>(
      await fetch(`${dashboard}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    )
  const [{ keys }, setup] = await Promise.all([
    get<{ readonly keys: readonly KeyItem[] }>('/api/keys'),
    get<Setup>('/api/setup'),
  ])
  const keyOf = (type: KeyItem['type']): string => keys.find((key) => key.type === type)?.key ?? ''
  return {
    ingest,
    writeKey: keyOf('write'),
    serverKey: keyOf('server'),
    snippet: setup.snippet.replaceAll(setup.ingestUrl, ingest),
    get,
    post,
    command: (...args) => runWaymark(args, commands),
  }
}

/** Writes definitions; throws what is wrong with them. */
export const apply = async (
  waymark: Waymark,
  documents: readonly Definition[],
): Promise<ApplyResult> =>
  waymark.post<ApplyResult>('/api/definitions/apply', { env: environment, documents })

/** The secret that a webhook of this endpoint is signed with. */
export const signingSecret = async (waymark: Waymark, endpoint: string): Promise<string> => {
  const path = `/api/endpoints/${endpoint}/secret?env=${environment}`
  return (await waymark.post<{ readonly secret: string }>(path)).secret
}

/** `waymark up`, the process and its doors. */
export interface Up extends Waymark, AsyncDisposable {
  readonly process: WaymarkProcess
  readonly data: string
  readonly port: number
}

/** Starts everything in one process on a data directory; resolves once it can accept. */
export const startUp = async (options: {
  readonly data: string
  readonly port?: number
  readonly env?: Environment
}): Promise<Up> => {
  const { data, env = {}, port = await freePort() } = options
  const process = startWaymark(['up', '--port', String(port), '--data', data], {
    WAYMARK_ALLOW_PRIVATE_WEBHOOKS: '1',
    ...env,
  })
  const url = `http://localhost:${port}`
  try {
    await untilReady(process, url)
    const instance = JSON.parse(await readFile(join(data, 'instance.json'), 'utf8'))
    const doors = {
      ingest: url,
      dashboard: url,
      token: instance.token,
      commands: { WAYMARK_DATA: data },
    }
    const { stop } = process
    return {
      ...(await enter(doors)),
      process,
      data,
      port,
      [Symbol.asyncDispose]: async () => void (await stop()),
    }
  } catch (error) {
    await process.kill()
    throw error
  }
}
