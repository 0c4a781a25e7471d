import type { JsonObject } from '@waymark/schemas'
import type { WaymarkGuides } from '../api.ts'
import type { Tracked } from './later/guides.ts'
import type { Messaging } from './later/start-messaging.ts'
import { type CoreLink, checkVersion, type MessagesPart } from './lazy-files.ts'

/** The core's side of what is decided: loads the part that asks, once guides are wanted and the page is seen. */
export interface MessagingSide {
  /** The part, where it is there. */
  part(): Messaging | undefined
  /** The page is seen, and the visitor allows guides. */
  wake(): void
  /** The page is not seen, or may not ask. */
  sleep(): void
  /** The page has tracked an event: guides hear of it, be it a moment later, when they are there. */
  tracked(event: string, properties: JsonObject): void
  /** What was tracked until now is nothing to guides that come: it was on another page, or of somebody else. */
  forgetTracked(): void
  /** Once all has begun, and what is on its way is there. */
  readonly api: Pick<WaymarkGuides, 'list' | 'show' | 'decide'>
  openTool(): void
}

interface MessagingDeps {
  readonly load: () => Promise<MessagesPart>
  readonly link: (early: Tracked[]) => CoreLink
  /** The visitor has refused guides. */
  readonly isDenied: () => boolean
  readonly begun: Promise<void>
  readonly report: CoreLink['report']
}

/** How many events wait for the guides: the newest. */
const maxEarly = 9

export const createMessagingSide = ({
  load,
  link,
  isDenied,
  begun,
  report,
}: MessagingDeps): MessagingSide => {
  let part: Messaging | undefined
  let loading: Promise<void> | undefined
  let awake = false
  const early: Tracked[] = []
  /** A blocked or broken chunk is asked for again when the page is seen again. */
  const open = (then: (part: Messaging) => void) => {
    loading ??= load().then((loaded) => {
      part = checkVersion(loaded).startMessages(link(early))
    })
    loading
      .then(() => part && then(part))
      .catch((error) => {
        if (!part) loading = undefined
        report('messages_chunk', error)
      })
  }
  const ready = async () => {
    // A call that waited in the stub comes before all has begun.
    await begun
    await loading?.catch(() => {})
    return part
  }
  return {
    part: () => part,
    wake() {
      awake = true
      open((part) => awake && part.wake())
    },
    sleep() {
      awake = false
      part?.sleep()
    },
    tracked(event, properties) {
      if (isDenied()) return
      early.push({ event, properties })
      early.splice(0, early.length - maxEarly)
      part?.tracked()
    },
    forgetTracked() {
      early.length = 0
    },
    api: {
      list: () => part?.list() ?? [],
      show: async (guide) => (await ready())?.show(guide) ?? false,
      decide: async () => (await ready())?.decide() ?? [],
    },
    openTool: () => open((part) => part.openTool()),
  }
}
