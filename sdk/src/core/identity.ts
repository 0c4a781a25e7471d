import { bare } from './bare.ts'
import type { BrowserStorage } from './browser-storage.ts'
import { toJson } from './to-json.ts'

/** Whom the page belongs to. */
export interface Person {
  readonly anonymousId: string
  readonly userId?: string
  readonly groupId?: string
}

export interface Identity {
  person(): Person
  /** Signed in, or here before. */
  isKnown(): boolean
  /** Signed in: someone else than before implies `reset`. */
  identify(userId: string): void
  group(groupId: string): void
  /** Signed out: everything rotates. */
  reset(): void
  /** Another tab changed it; nothing is written. */
  adopt(person: Person): void
  /** What other tabs left in storage while this page slept. */
  reload(): void
  /** Keeps it for the next page, from now on. */
  keep(): void
  /** Removes it from storage, takes a new anonymous id and keeps nothing from now on. */
  forget(): void
}

interface IdentityDeps {
  /** Shared by subdomains; holds the anonymous id only. */
  readonly cookie: BrowserStorage
  readonly local: BrowserStorage
  readonly newAnonymousId: () => string
}

/**
 * The cookie says who the browser is, localStorage mirrors it and adds who is signed in. Where they differ another
 * subdomain has reset, and the mirror is stale.
 */
export const createIdentity = ({ cookie, local, newAnonymousId }: IdentityDeps): Identity => {
  let kept = false
  let current: Person | undefined
  let found: string | undefined
  // Without a prototype: a page's `Object.prototype.userId` must not sign anybody in.
  const reload = () => {
    const stored = read(cookie, local)
    found = stored?.anonymousId
    current = bare(stored ?? current ?? { anonymousId: newAnonymousId() })
    return current
  }
  /** The first look waits for another process, as that of consent does. */
  const person = () => current ?? reload()
  const change = (next: Person) => {
    current = bare(next)
    if (!kept) return
    cookie.write(next.anonymousId)
    local.write(toJson({ ...next }))
  }
  return {
    person,
    isKnown: () => person().userId !== undefined || current?.anonymousId === found,
    identify(userId) {
      const { userId: before = userId } = person()
      change(
        before === userId ? { ...person(), userId } : { anonymousId: newAnonymousId(), userId },
      )
    },
    group: (groupId) => change({ ...person(), groupId }),
    reset: () => change({ anonymousId: newAnonymousId() }),
    adopt: (person) => {
      current = bare(person)
    },
    reload() {
      if (kept) reload()
    },
    keep() {
      kept = true
      change(person())
    },
    forget() {
      kept = false
      cookie.remove()
      local.remove()
      current = bare({ anonymousId: newAnonymousId() })
    },
  }
}

const read = (cookie: BrowserStorage, local: BrowserStorage): Person | undefined => {
  const mirrored = parsePerson(local.read())
  const anonymousId = cookie.read()
  if (!anonymousId || !isAnonymousId(anonymousId)) return mirrored
  return mirrored?.anonymousId === anonymousId ? mirrored : { anonymousId }
}

const isAnonymousId = (text: unknown): text is string =>
  typeof text === 'string' && /^[\w-]{8,64}$/.test(text)

/** Storage is the page's: whatever is in there, a person comes out or nothing. */
const parsePerson = (text: string | undefined): Person | undefined => {
  try {
    const { anonymousId, userId, groupId } = bare(JSON.parse(text ?? '{}'))
    if (!isAnonymousId(anonymousId)) return undefined
    return {
      anonymousId,
      ...(typeof userId === 'string' && { userId }),
      ...(typeof groupId === 'string' && { groupId }),
    }
  } catch {
    return undefined
  }
}
