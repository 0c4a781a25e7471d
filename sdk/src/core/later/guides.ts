import type { JsonObject } from '@waymark/schemas'
import type { Decision, MessagesResponse } from '@waymark/schemas/wire/messages'
import type { WaymarkGuides } from '../../api.ts'
import type {
  GuideEngine,
  GuideEventDetail,
  GuideEventName,
  GuideHost,
} from '../../guide-contract.ts'
import { version } from '../../version.ts'
import type { BrowserStorage } from '../browser-storage.ts'
import type { Call } from '../capture-event.ts'
import type { Emitter } from '../emitter.ts'
import { checkVersion, type LoadFile } from '../lazy-files.ts'
import type { Reporter } from '../reporter.ts'
import type { Transport } from '../transport.ts'

/** What the lazy chunk is given; it makes the `GuideHost` of it, so that the core need not carry that. */
export interface GuideLink
  extends Pick<
    GuideHost,
    'version' | 'baseUrl' | 'nonce' | 'decisions' | 'over' | 'person' | 'locale'
  > {
  /** A file of this build, by its name and hash; the guide chunk where none is named. */
  readonly load: LoadFile
  readonly transport: Transport
  readonly report: Reporter['report']
  readonly record: (call: Call) => void
  readonly progress: () => MessagesResponse['progress']
  readonly underWay: BrowserStorage
  readonly claimRequest: (decision: string) => Promise<object>
  readonly emit: (name: GuideEventName, detail: GuideEventDetail) => void
  readonly tracked: Emitter<Tracked>
  readonly navigated: Emitter<string>
  readonly decided: Emitter<readonly Decision[]>
  readonly registered: ReadonlyMap<string, () => unknown>
  readonly api: WaymarkGuides
}

export interface Tracked {
  readonly event: string
  readonly properties: JsonObject
}

/** The core's side of the guides: loads the chunk once there is something to show. */
export interface Guides {
  readonly list: WaymarkGuides['list']
  readonly show: WaymarkGuides['show']
  readonly decide: WaymarkGuides['decide']
  /** What the lazy parts are given. */
  readonly link: GuideLink
  decisionsChanged(): void
  /** The page has tracked an event: it is the last of `early`. */
  tracked(): void
  personChanged(): void
  /** Guides are no longer wanted: nothing of them stays, on the page or in this tab. */
  forget(): void
  stop(): void
}

interface GuidesDeps extends Omit<GuideLink, 'version'> {
  /** The page draws its own. */
  readonly headless: boolean
  readonly ask: () => Promise<void>
  /** What no guide has heard of yet. */
  readonly early: Tracked[]
}

/** A blocked or broken chunk is not asked for again and again. */
const maxLoads = 3

export const createGuides = (deps: GuidesDeps): Guides => {
  let engine: GuideEngine | undefined
  let loading: Promise<void> | undefined
  let loads = 0

  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      deps.report('guide_engine', error)
      return undefined
    }
  }

  /** Who comes to a page and tracks something at once is heard, though no guide is there yet; and each event once. */
  const tracked = () => {
    if (!deps.headless && !engine?.list().length) return
    for (const each of deps.early.splice(0)) deps.tracked.emit(each)
  }

  const load = async () => {
    try {
      engine = checkVersion(await deps.load()).startGuides(link)
      engine.decisionsChanged()
      tracked()
    } catch (error) {
      deps.report('guide_chunk', error)
      loading = undefined
    }
  }

  const ensureEngine = async () => {
    if (engine || deps.headless || !(deps.decisions().length || deps.underWay.read())) return
    if (loading === undefined && loads++ < maxLoads) loading = load()
    await loading
  }

  const link = { ...deps, version }
  deps.navigated.on((url) => attempt(() => engine?.navigated(url)))

  return {
    link,
    list: () => attempt(() => engine?.list()) ?? [],
    async show(guide) {
      if (!deps.decisions().length) await deps.ask()
      await ensureEngine()
      return attempt(() => engine?.show(String(guide))) ?? false
    },
    async decide() {
      await deps.ask()
      return deps.decisions()
    },
    decisionsChanged() {
      if (!engine) return void ensureEngine()
      attempt(() => engine?.decisionsChanged())
      tracked()
    },
    tracked,
    personChanged: () => attempt(() => engine?.personChanged()),
    forget() {
      attempt(() => engine?.forget())
      deps.underWay.remove()
    },
    stop() {
      loads = maxLoads
      attempt(() => engine?.stop())
    },
  }
}
