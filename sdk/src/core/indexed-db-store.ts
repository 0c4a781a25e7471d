import { bare } from './bare.ts'
import type { EventStore, QueueLimits, WaitingEvent } from './event-store.ts'

const openWithinMs = 2_000

interface Totals {
  readonly bytes: number
  readonly dropped: number
}

/** The queue in IndexedDB: it outlives the tab, and its transactions keep the totals right across tabs. */
export const createIndexedDbStore = (name: string, limits: QueueLimits): EventStore => {
  let opened: Promise<IDBDatabase> | undefined
  /** Runs `work` in one transaction; whatever it awaits must be a request of that transaction. */
  const transact = async <T>(work: (tables: Tables) => Promise<T>): Promise<T> => {
    opened ??= open(name, () => {
      opened = undefined
    })
    const database = await opened
    // Relaxed: it survives the tab and the browser's process; a power cut may take the last second.
    const options = bare({ durability: 'relaxed' as const })
    const transaction = database.transaction(['events', 'totals'], 'readwrite', options)
    const done = settled(transaction)
    const events = transaction.objectStore('events')
    const totals = transaction.objectStore('totals')
    const value = await work({ events, totals }).catch(async (error) => {
      await done.catch(() => {})
      throw error
    })
    await done
    return value
  }
  return {
    add: (added) => transact((tables) => add(tables, added, limits)),
    read: (count) => transact(async ({ events }) => ask(events.getAll(null, count))),
    remove: (ids) => transact((tables) => remove(tables, ids)),
    clear: (purpose) =>
      transact(async (tables) => {
        const rows: WaitingEvent[] = await ask(tables.events.getAll())
        await remove(
          tables,
          rows.filter((row) => row.purpose === purpose).map(({ id }) => id),
        )
      }),
  }
}

interface Tables {
  readonly events: IDBObjectStore
  readonly totals: IDBObjectStore
}

const add = async (tables: Tables, added: readonly WaitingEvent[], limits: QueueLimits) => {
  const { events, totals } = tables
  let { bytes, dropped } = await readTotals(totals)
  for (const event of added) {
    bytes += event.bytes
    events.put(event)
  }
  while (bytes > limits.maxBytes) {
    const [oldest]: WaitingEvent[] = await ask(events.getAll(null, 1))
    if (!oldest) break
    events.delete(oldest.id)
    bytes -= oldest.bytes
    dropped++
  }
  totals.put({ bytes, dropped }, 0)
}

const remove = async ({ events, totals }: Tables, ids: readonly string[]): Promise<number> => {
  const { bytes, dropped } = await readTotals(totals)
  let freed = 0
  // Another tab may have removed some already: only what is there frees bytes.
  for (const id of ids) {
    const row: WaitingEvent | undefined = await ask(events.get(id))
    if (row) {
      freed += row.bytes
      events.delete(id)
    }
  }
  totals.put({ bytes: bytes - freed, dropped: 0 }, 0)
  return dropped
}

const readTotals = async (totals: IDBObjectStore): Promise<Totals> =>
  (await ask<Totals | undefined>(totals.get(0))) ?? { bytes: 0, dropped: 0 }

const open = async (name: string, onClosed: () => void): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('events', bare({ keyPath: 'id' }))
    request.result.createObjectStore('totals', bare({}))
  }
  const database = await soon(ask(request))
  database.onclose = onClosed
  // A newer SDK in another tab upgrades: stand aside; the next use falls back to memory.
  database.onversionchange = () => {
    database.close()
    onClosed()
  }
  return database
}

/** Some browsers leave the first opening without an answer: memory is better than to wait for ever. */
const soon = async <T>(opening: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, openWithinMs, new Error('open hangs'))
  })
  try {
    // A page's own `Promise` may know no `finally`.
    return await Promise.race([opening, late])
  } finally {
    clearTimeout(timer)
  }
}

const ask = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

const settled = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
