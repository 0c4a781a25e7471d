import type { TicketPurpose } from '@waymark/schemas/wire/authoring'

/** The line that this page has, and the keys with which it signs what it says; no script can read the secret one. */
export interface OwnLine {
  readonly line: string
  readonly keys: CryptoKeyPair
  readonly at: number
}

/** Keeps the line for the pages that come after this one. */
export interface OwnLines {
  get(): Promise<OwnLine | undefined>
  put(line: OwnLine): Promise<void>
  /** Unless another one was put there since. */
  forget(line: OwnLine): Promise<void>
}

const store = 'line'
/** A page that is written in may be looked into by another line. */
const keys = { authoring: 'own', inspect: 'debug' } as const

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const open = (): Promise<IDBDatabase> => {
  const request = indexedDB.open('waymark:authoring', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(store)
  }
  return settled(request)
}

const inStore = async <T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const database = await open()
  try {
    return await settled(act(database.transaction(store, mode).objectStore(store)))
  } finally {
    database.close()
  }
}

/** Where nothing can be kept, the next page asks for a code of its own. */
const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined)

export const createOwnLines = (purpose: TicketPurpose): OwnLines => {
  const key = keys[purpose]
  const get: OwnLines['get'] = () =>
    orNothing(inStore<OwnLine | undefined>('readonly', (lines) => lines.get(key)))
  return {
    get,
    put: async (line) => {
      await orNothing(inStore('readwrite', (lines) => lines.put(line, key)))
    },
    forget: async ({ line }) => {
      const kept = await get()
      if (kept?.line === line) await orNothing(inStore('readwrite', (lines) => lines.delete(key)))
    },
  }
}

const lockOf = ({ line }: OwnLine): string => `waymark:authoring:${line}`

/** Another page writes over it now. */
export const isCarried = async (own: OwnLine): Promise<boolean> => {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === lockOf(own))
}

/** Says to the other pages that this one writes over it, until it is gone or lets go. */
export const holdLine = (own: OwnLine): (() => void) => {
  let letGo = (): void => {}
  const over = new Promise<void>((resolve) => {
    letGo = resolve
  })
  void navigator.locks.request(lockOf(own), () => over)
  return letGo
}
