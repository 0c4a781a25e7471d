import { isAuthored } from '../tools/wanted-tool.ts'
import { type Call, captureEvent, capturePage } from './capture-event.ts'
import type { ConsentState, Purpose } from './consent.ts'
import type { WaitingEvent } from './event-store.ts'
import type { Identity } from './identity.ts'
import type { Outbox } from './outbox.ts'
import type { ErrorKind } from './reporter.ts'
import type { Settings } from './settings.ts'

/** Turns calls into events, as far as the visitor allows. */
export interface Recorder {
  record(call: Call, purpose: Purpose): void
  /** The visitor's word has changed: held events go to the outbox or away. */
  consentChanged(): void
}

interface RecorderDeps {
  readonly settings: Settings
  readonly consent: ConsentState
  readonly identity: Identity
  readonly outbox: Outbox
  readonly report: (kind: ErrorKind, error: unknown) => void
  readonly now: () => number
}

/** How many calls wait in memory while consent is pending. */
const maxHeld = 100
/** Ingest's limit for one event. */
const maxEventBytes = 32 * 1024

export const createRecorder = (deps: RecorderDeps): Recorder => {
  const { settings, consent, identity, outbox, report, now } = deps
  /** Whoever writes guides in the page is no user of it: the whole window counts for nothing, whatever page it goes to. */
  const authored = isAuthored()
  let held: WaitingEvent[] = []
  const take = (event: WaitingEvent) => {
    const choice = consent.choice(event.purpose)
    if (choice === 'granted') outbox.add(event)
    else if (choice === 'pending') {
      if (held.length < maxHeld) held.push(event)
      else report('held_full', `over ${maxHeld}`)
    }
  }
  return {
    record(call, purpose) {
      if (authored || consent.choice(purpose) === 'denied') return
      const page = capturePage(settings.urlRules)
      const event = captureEvent(call, identity.person(), { at: now(), purpose, page })
      if (event.bytes > maxEventBytes) report('event_too_large', `${event.bytes} bytes`)
      else take(event)
    },
    consentChanged() {
      const before = held
      held = []
      before.forEach(take)
    },
  }
}
