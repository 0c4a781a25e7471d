import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Definition } from '@waymark/schemas'
import type { KeyItem } from '@waymark/schemas/api/access'
import type { Setup } from '@waymark/schemas/api/setup'
import { until } from '../load/until.ts'
import { ownChild, ownDirectory } from '../setting/clean-up.ts'
import { serverArguments } from '../setting/server-arguments.ts'
import type { Stage } from '../setting/stage.ts'
import { environment } from './server-options.ts'

/** `waymark up` as its operator starts it, on a data directory that goes with it. */
export interface Up extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly writeKey: string
  /** The two tags, as Setup shows them. */
  readonly snippet: string
  readonly apply: (documents: readonly Definition[]) => Promise<void>
  /** What `/metrics` says of one figure; 0 where it says nothing. */
  readonly figure: (name: string) => Promise<number>
  /** Ends it as a power cut does; its data stay. */
  readonly kill: () => Promise<void>
}

/** Where it keeps its data, and until when somebody waits for it. */
export interface UpPlace {
  /** A directory that outlives it. */
  readonly directory: { readonly path: string; readonly remove: () => void }
  readonly startWithinMs?: number
}

const startWithinMs = 60_000

const json = async <T>(answer: Promise<Response>): Promise<T> => {
  const response = await answer
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

const environmentOf = (): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_'))
  return { ...Object.fromEntries(own), WAYMARK_ALLOW_PRIVATE_WEBHOOKS: '1' }
}

/** What one command of a running instance would read of its data directory. */
const readInstance = async (
  dir: string,
): Promise<{ readonly url: string; readonly token: string; readonly pid: number }> =>
  JSON.parse(await readFile(join(dir, 'instance.json'), 'utf8'))

/** Reads what a newcomer reads in Setup. */
const enter = async (dir: string): Promise<Omit<Up, keyof AsyncDisposable | 'pid' | 'kill'>> => {
  const { url, token } = await readInstance(dir)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const get = <T>(path: string) => json<T>(fetch(`${url}${path}?env=${environment}`, { headers }))
  const { keys } = await get<{ readonly keys: readonly KeyItem[] }>('/api/keys')
  const { snippet, ingestUrl } = await get<Setup>('/api/setup')
  return {
    url,
    port: Number(new URL(url).port),
    writeKey: keys.find(({ type }) => type === 'write')?.key ?? '',
    snippet: snippet.replaceAll(ingestUrl, url),
    apply: async (documents) => {
      const body = JSON.stringify({ env: environment, documents })
      await json(fetch(`${url}/api/definitions/apply`, { method: 'POST', headers, body }))
    },
    figure: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text()
      const line = text.split('\n').find((one) => one.startsWith(`${name} `))
      return Number(line?.slice(name.length + 1) ?? 0)
    },
  }
}

/** Starts everything in one process; resolves once it can accept. Its data go with it, unless a place is given. */
export const startUp = async (stage: Stage, place?: UpPlace): Promise<Up> => {
  const directory = place?.directory ?? ownDirectory()
  const main = fileURLToPath(import.meta.resolve('@waymark/cli'))
  const args = [...serverArguments(stage), main, 'up', '--port', '0', '--data', directory.path]
  const child = spawn(process.execPath, args, {
    env: environmentOf(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  ownChild(child)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const isReady = async (): Promise<boolean> => {
    if (child.exitCode !== null)
      throw new Error(`waymark up ended with ${child.exitCode}:\n${said}`)
    const instance = await readInstance(directory.path).catch(() => undefined)
    // One that was killed leaves its address behind.
    if (!instance || instance.pid !== child.pid) return false
    return fetch(`${instance.url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  await until(isReady, place?.startWithinMs ?? startWithinMs)
  return {
    ...(await enter(directory.path)),
    pid: child.pid ?? 0,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await ended
      if (!place) directory.remove()
    },
  }
}
