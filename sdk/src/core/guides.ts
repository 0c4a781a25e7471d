import type { ClaimResponse, Decision, GuideContent, JsonObject } from '@waymark/schemas'
import type { WaymarkGuides } from '../api.ts'
import type {
  GuideChunk,
  GuideEngine,
  GuideEventDetail,
  GuideEventName,
  GuideHost,
} from '../guide-contract.ts'
import { version } from '../version.ts'
import { bare } from './bare.ts'
import type { Emitter } from './emitter.ts'
import type { ErrorKind } from './reporter.ts'

export type LoadGuides = () => Promise<GuideChunk>
export interface Tracked {
  readonly event: string
  readonly properties: JsonObject
}

/** The core's side of the guides: loads the chunk once there is something to show, and serves it. */
export interface Guides {
  readonly api: WaymarkGuides
  decisionsChanged(): void
  personChanged(): void
  stop(): void
}

interface GuidesConfig {
  readonly baseUrl: string
  readonly nonce: string | undefined
  /** The page draws its own. */
  readonly headless: boolean
}

interface GuidesDeps {
  readonly load: LoadGuides
  readonly decisions: () => readonly Decision[]
  readonly decide: () => Promise<void>
  readonly person: () => string
  readonly claim: (decision: string) => Promise<ClaimResponse>
  readonly record: (event: string, properties: JsonObject) => void
  readonly emit: (name: GuideEventName, detail: GuideEventDetail) => void
  readonly locale: () => string
  readonly tracked: Emitter<Tracked>
  readonly navigated: Emitter<string>
  readonly decided: Emitter<readonly Decision[]>
  readonly report: (kind: ErrorKind, error: unknown) => void
}

/** A blocked or broken chunk is not asked for again and again. */
const maxLoads = 3

export const createGuides = (config: GuidesConfig, deps: GuidesDeps): Guides => {
  const registered = new Map<string, () => unknown>()
  let engine: GuideEngine | undefined
  let loading: Promise<GuideEngine | undefined> | undefined
  let loads = 0
  let stopped = false

  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      deps.report('guide_engine', error)
      return undefined
    }
  }

  const load = async (): Promise<GuideEngine | undefined> => {
    try {
      const chunk = await deps.load()
      if (chunk.version !== version) throw new Error(`guides ${chunk.version}, core ${version}`)
      if (stopped) return undefined
      engine = chunk.startGuides(host)
      engine.decisionsChanged()
      return engine
    } catch (error) {
      deps.report('guide_chunk', error)
      loading = undefined
      return undefined
    }
  }

  const ensureEngine = async (): Promise<GuideEngine | undefined> => {
    if (engine || config.headless || !deps.decisions().length) return engine
    if (!loading && loads++ < maxLoads) loading = load()
    return loading
  }

  const api: WaymarkGuides = {
    list: () => attempt(() => engine?.list()) ?? [],
    show: async (guide) => {
      if (!deps.decisions().length) await deps.decide()
      const ready = await ensureEngine()
      return attempt(() => ready?.show(String(guide))) ?? false
    },
    async decide() {
      await deps.decide()
      return deps.decisions()
    },
    register(name, fn) {
      registered.set(name, fn)
    },
  }

  const host: GuideHost = {
    version,
    baseUrl: config.baseUrl,
    nonce: config.nonce,
    decisions: deps.decisions,
    onDecisions: deps.decided.on,
    person: deps.person,
    claim: deps.claim,
    record: deps.record,
    content: createContentCache(config.baseUrl, deps.report),
    onNavigate: deps.navigated.on,
    onTrack: (fn) => deps.tracked.on(({ event, properties }) => fn(event, properties)),
    locale: deps.locale,
    emit: deps.emit,
    registered: (name) => registered.get(name),
    navigate(url) {
      if (typeof api.navigate !== 'function') return false
      api.navigate(url)
      return true
    },
    reportError: deps.report,
  }

  deps.navigated.on((url) => attempt(() => engine?.navigated(url)))

  return {
    api,
    decisionsChanged() {
      if (engine) attempt(() => engine?.decisionsChanged())
      else void ensureEngine()
    },
    personChanged: () => attempt(() => engine?.personChanged()),
    stop() {
      stopped = true
      attempt(() => engine?.stop())
    },
  }
}

/** Content files never change: one request each; a failed one may be tried again. */
const createContentCache = (
  baseUrl: string,
  report: (kind: ErrorKind, error: unknown) => void,
): GuideHost['content'] => {
  const files = new Map<string, Promise<GuideContent | undefined>>()
  const fetchContent = async (path: string): Promise<GuideContent | undefined> => {
    try {
      const url = `${baseUrl}/${path.replace(/^\/+/, '')}`
      const response = await fetch(url, bare({ method: 'GET', credentials: 'omit' as const }))
      if (!response.ok) throw new Error(`${response.status} for ${path}`)
      return await response.json()
    } catch (error) {
      files.delete(path)
      report('guide_content', error)
      return undefined
    }
  }
  return (path) => {
    const file = files.get(path) ?? fetchContent(path)
    files.set(path, file)
    return file
  }
}
