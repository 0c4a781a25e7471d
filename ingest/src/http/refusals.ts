import type { Logger } from '@waymark/runtime'
import type { Refusal } from '@waymark/schemas'
import type { Fault } from './fault.ts'

/** The place in the dashboard where people see why their events do not arrive. */
export interface Refusals {
  readonly note: (request: RefusedRequest, fault: Fault, count?: number) => void
  /** Of an environment's keys and of keys that nobody knows (a mistyped one belongs to no environment). Newest first. */
  readonly of: (env: string) => readonly Refusal[]
  /** Hears each one from now on; the answer takes the listener away. */
  readonly onRefusal: (listener: RefusalListener) => () => void
}

/** @param env `undefined` where the key is unknown */
export type RefusalListener = (refusal: Refusal, env: string | undefined) => void

interface RefusedRequest {
  readonly env: string | undefined
  /** The key's id; '' where it is unknown. */
  readonly key: string
  readonly path: string
  readonly origin: string | undefined
}

interface RefusalsDeps {
  readonly clock: () => number
  readonly logger: Logger
  readonly onRefused: (code: string, count: number) => void
}

const keptPerKey = 50
const keptMs = 3_600_000
const keysKept = 1000
const quietMs = 60_000

/** One line a kind of refusal and minute: a broken client must not fill the disk. */
const createQuietLog = ({ logger, clock }: RefusalsDeps) => {
  const lines = new Map<string, { at: number; held: number }>()
  return (request: RefusedRequest, fault: Fault): void => {
    const kind = `${request.key} ${fault.code}`
    const line = lines.get(kind)
    const now = clock()
    if (line && now - line.at < quietMs) {
      line.held++
      return
    }
    if (lines.size >= keysKept) lines.clear()
    lines.set(kind, { at: now, held: 0 })
    const { env, key, path } = request
    const { code, at } = fault
    logger.warn({ env, key, path, code, at, before: line?.held ?? 0 }, 'refused')
  }
}

export const createRefusals = (deps: RefusalsDeps): Refusals => {
  const byKey = new Map<string, { readonly env: string | undefined; readonly list: Refusal[] }>()
  const log = createQuietLog(deps)

  const listOf = ({ key, env }: RefusedRequest): Refusal[] => {
    const known = byKey.get(key)
    if (known) return known.list
    if (byKey.size >= keysKept) byKey.clear()
    const list: Refusal[] = []
    byKey.set(key, { env, list })
    return list
  }

  const listeners = new Set<RefusalListener>()
  const refusalOf = (request: RefusedRequest, { code, message, at }: Fault): Refusal => ({
    at: deps.clock(),
    code,
    message: at === undefined ? message : `${at}: ${message}`,
    path: request.path,
    ...(request.origin !== undefined && { origin: request.origin.slice(0, 200) }),
  })

  return {
    note: (request, fault, count = 1) => {
      deps.onRefused(fault.code, count)
      log(request, fault)
      const list = listOf(request)
      const refusal = refusalOf(request, fault)
      list.push(refusal)
      if (list.length > keptPerKey) list.shift()
      for (const listener of listeners) listener(refusal, request.env)
    },
    of: (env) => {
      const since = deps.clock() - keptMs
      return [...byKey.values()]
        .filter((ofKey) => ofKey.env === env || ofKey.env === undefined)
        .flatMap(({ list }) => list.toReversed())
        .filter(({ at }) => at >= since)
        .sort((a, b) => b.at - a.at)
    },
    onRefusal: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
