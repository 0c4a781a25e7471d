import { type BrowserStorage, createDomainCookie, createLocalItem } from './browser-storage.ts'
import { type ConsentState, createConsent } from './consent.ts'
import { type EventStore, queueLimits } from './event-store.ts'
import { createIdentity, type Identity } from './identity.ts'
import { createIndexedDbStore } from './indexed-db-store.ts'
import { createTabLock, type TabLock } from './locks.ts'
import type { Settings } from './settings.ts'

/** What outlives the page and is shared by the tabs of an origin; in no-storage mode every tab is alone. */
export interface Kept {
  readonly consent: ConsentState
  readonly identity: Identity
  readonly store: EventStore | undefined
  /** The guide that somebody is in the middle of, in this tab. */
  readonly underWay: BrowserStorage
  /** Who sends what waits. */
  readonly sendLock: TabLock
  /** Who holds the stream. */
  readonly streamLock: TabLock
}

/** @param name of everything that is kept: each write key has its own */
export const openKept = (settings: Settings, name: string, newAnonymousId: () => string): Kept => {
  const { stores, key } = settings
  const { globalPrivacyControl } = navigator as { readonly globalPrivacyControl?: unknown }
  const item = (part: string, storage = () => localStorage) =>
    createLocalItem(name + part, () => (stores ? storage() : undefined))
  const lock = (part: string) => createTabLock(stores && name + part)
  const cookie = stores ? createDomainCookie(`wm_${key.replace(/\W/g, '').slice(-12)}`) : item('')
  const identity = createIdentity({ cookie, local: item(''), newAnonymousId })
  const privacySignal = globalPrivacyControl === true
  return {
    consent: createConsent(
      { fallback: settings.consent, privacySignal, isKnown: identity.isKnown },
      item(':consent'),
    ),
    identity,
    store: stores ? createIndexedDbStore(name, queueLimits) : undefined,
    underWay: item(':guide', () => sessionStorage),
    sendLock: lock(':send'),
    streamLock: lock(':stream'),
  }
}
