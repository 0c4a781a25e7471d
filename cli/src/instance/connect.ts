import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { CommandError } from '../print/command-error.ts'
import { type Api, createApi } from './api.ts'
import { dataDirectory, type InstanceFile } from './data-directory.ts'
import { ownerOfDirectory, sayStart } from './way-to-start.ts'

/** Which instance a command means. */
export interface Target {
  /** `--data`: wins over WAYMARK_URL. */
  readonly data?: string
}

/** What was found: an instance that answers, or the directory of one that does not run. */
export type Found =
  | { readonly t: 'running'; readonly api: Api; readonly dir: string | undefined }
  /** `owner`: the process that has it open all the same, and does not answer: it starts, or it hangs. */
  | {
      readonly t: 'stopped'
      readonly dir: string
      readonly log: string
      readonly owner?: string | undefined
    }
  | { readonly t: 'none'; readonly dir: string }

type Env = { readonly [name: string]: string | undefined }

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A pid may by now be somebody else's: only one that also answers counts. */
const answers = async ({ url }: InstanceFile): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

/** The data directory that a command means. */
export const dirOf = (target: Target, env: Env): string =>
  target.data ?? (env.WAYMARK_DATA || '.waymark')

/** So long a command waits for an instance that is starting. */
const startingMs = 20_000
const lookAgainMs = 200

const ownerOf = async (log: string): Promise<string | undefined> => {
  // Loaded when asked for: who finds the instance at once needs no engine.
  const { directoryOwner } = await import('@waymark/storage/embedded')
  return directoryOwner(log)
}

const runningOn = async (dir: string): Promise<Found | undefined> => {
  const instance = dataDirectory(dir).instance()
  if (!instance || !isAlive(instance.pid) || !(await answers(instance))) return undefined
  const wayIn = `Stop Waymark on ${dir} and start it again, which gives the commands a new one, ${sayStart(dir)}`
  return { t: 'running', api: createApi({ ...instance, local: true, wayIn }), dir }
}

/** What `instance.json` says may be of a process that was killed: whoever has the log open is the one who runs, or starts. */
const lookInto = async (dir: string, waitMs: number): Promise<Found> => {
  const log = join(dir, 'log')
  const until = Date.now() + waitMs
  for (;;) {
    const running = await runningOn(dir)
    if (running) return running
    if (!existsSync(log)) return { t: 'none', dir }
    const owner = await ownerOf(log)
    if (owner === undefined || Date.now() >= until) return { t: 'stopped', dir, log, owner }
    await pause(lookAgainMs)
  }
}

/** In a shell with WAYMARK_URL the same command would ask with the same token. */
const makeToken =
  'Make one where it runs, in a shell without WAYMARK_URL: npm run waymark -- token create --role author'

/**
 * Looks for the instance: `--data`, else WAYMARK_URL with WAYMARK_TOKEN, else WAYMARK_DATA or `.waymark`. One that is starting is
 * waited for, `waitMs` at most.
 */
export const findInstance = async (
  target: Target,
  env: Env = process.env,
  waitMs: number = startingMs,
): Promise<Found> => {
  if (target.data === undefined && env.WAYMARK_URL) {
    if (!URL.canParse(env.WAYMARK_URL)) {
      throw new CommandError('WAYMARK_URL: expected a URL such as https://waymark.example.com', 2)
    }
    if (!env.WAYMARK_TOKEN) {
      throw new CommandError(
        `WAYMARK_URL is set, and no token for it. ${makeToken} (and set WAYMARK_TOKEN to it)`,
        2,
      )
    }
    const own = { url: env.WAYMARK_URL, token: env.WAYMARK_TOKEN, local: false, wayIn: makeToken }
    return { t: 'running', api: createApi(own), dir: undefined }
  }
  return lookInto(dirOf(target, env), waitMs)
}

/** A sentence about what is wrong, and the way out. */
export interface Unanswered {
  readonly says: string
  readonly wayOut: string
}

const cacheAlone: readonly unknown[] = ['ingest', 'processor']

/** Where nothing answers. */
export const whyNothing = ({
  dir,
  owner,
}: {
  readonly dir: string
  readonly owner?: string | undefined
}): Unanswered => {
  if (owner !== undefined) {
    return {
      says: `${dir} is in use by ${owner}, which does not answer: it is still starting, or it hangs.`,
      wayOut: 'What it has said last tells which.',
    }
  }
  const kind = ownerOfDirectory(dir)
  if (cacheAlone.includes(kind)) {
    return {
      says: `${dir} is the cache of a process that answers no commands (waymark ${kind}).`,
      wayOut:
        'Name the directory of the dashboard: --data DIR; or set WAYMARK_URL and WAYMARK_TOKEN.',
    }
  }
  return { says: `No Waymark runs on ${dir}.`, wayOut: `Start it ${sayStart(dir)}` }
}

/** The same in one text. */
export const nothingRuns = (found: Parameters<typeof whyNothing>[0]): string => {
  const { says, wayOut } = whyNothing(found)
  return `${says} ${wayOut}`
}

/** The API of the running instance; ends the command where there is none. */
export const connect = async (target: Target, env: Env = process.env): Promise<Api> => {
  const found = await findInstance(target, env)
  if (found.t === 'running') return found.api
  throw new CommandError(nothingRuns(found))
}
