import type { Waymark } from '../api.ts'
import { type ConsentState, type Purpose, pickChoices } from './consent.ts'
import type { Identity } from './identity.ts'
import type { MessagingSide } from './messaging.ts'
import type { Outbox } from './outbox.ts'
import type { Recorder } from './recorder.ts'
import { subjectOf } from './subject-of.ts'
import type { TabMessage, Tabs } from './tabs.ts'

/** Who is in front of the page and what they allow: changes from here, from other tabs, and from storage. */
export interface Session {
  /** Runs a change of identity; then nothing of somebody else's stays on the page, nor in other tabs. */
  changePerson(change: () => void): void
  consent: Waymark['consent']
  hear(message: TabMessage): void
  /** Back from the back-forward cache: much may have happened in other tabs. */
  restore(): void
  /** Asks for messages, where the visitor allows it and the page is seen. */
  wake(): void
}

interface SessionDeps {
  readonly consent: ConsentState
  readonly identity: Identity
  readonly outbox: Outbox
  readonly recorder: Recorder
  readonly messaging: MessagingSide
  readonly tabs: Tabs
  /** The page is seen by somebody of whom nothing was recorded. */
  readonly viewed: () => void
  /** The identity token was of whoever was here before. */
  readonly dropToken: () => void
  /** The page wants guides, and has begun. */
  readonly mayWake: () => boolean
}

const purposes: readonly Purpose[] = ['analytics', 'guides']

export const createSession = (deps: SessionDeps): Session => {
  const { consent, identity, outbox, recorder, messaging, tabs } = deps
  const subject = () => subjectOf(identity.person())
  const changing = (change: () => void) => {
    const before = subject()
    change()
    if (subject() === before) return
    messaging.forgetTracked()
    messaging.part()?.personChanged()
  }
  const allowsGuides = () => consent.choice('guides') === 'granted'
  const isDenied = (purpose: Purpose) => consent.choice(purpose) === 'denied'
  const wake = () => {
    if (allowsGuides() && deps.mayWake() && !document.hidden) messaging.wake()
  }
  const applyConsent = () => {
    const denied = purposes.filter(isDenied)
    denied.forEach(outbox.clear)
    if (consent.any()) identity.keep()
    else if (denied.length > Number(identity.isKnown())) identity.forget()
    recorder.consentChanged()
    if (allowsGuides()) return wake()
    messaging.sleep()
    messaging.forgetTracked()
    messaging.part()?.forget()
  }
  /** What may be kept and asked can hang on whether anything is known of who is there. */
  const changingWho = (change: () => void) =>
    changing(() => {
      const before = consent.any()
      change()
      if (consent.any() === before) return
      if (before) identity.forget()
      applyConsent()
    })
  /** Another tab knows better; when it says no, the new id that comes of forgetting is its id too. */
  const adopt = (person: ReturnType<Identity['person']>) => {
    if (person.userId !== identity.person().userId) deps.dropToken()
    identity.adopt(person)
  }
  return {
    changePerson(change) {
      changingWho(change)
      tabs.tell({ kind: 'person', person: identity.person() })
    },
    consent(choice) {
      const wasDenied = isDenied('analytics')
      consent.choose(pickChoices(choice))
      changing(applyConsent)
      if (wasDenied) deps.viewed()
      tabs.tell({ kind: 'consent', said: consent.said(), person: identity.person() })
    },
    hear(message) {
      if (message.kind === 'sent') outbox.sentElsewhere(message.ids)
      else if (message.kind === 'pause') outbox.pauseUntil(message.until)
      else if (message.kind === 'messages') messaging.part()?.hear(message.response)
      else if (message.kind === 'person') changingWho(() => adopt(message.person))
      else {
        changing(() => {
          adopt(message.person)
          consent.adopt(message.said)
          applyConsent()
          adopt(message.person)
        })
      }
    },
    restore() {
      changing(() => {
        consent.reload()
        identity.reload()
        applyConsent()
      })
      if (consent.any()) void outbox.flush()
    },
    wake,
  }
}
