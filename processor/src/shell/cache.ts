import { setTimeout as pause } from 'node:timers/promises'
import { type OwnerPosition, parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import { cacheFolder, hasRoom } from '@waymark/storage'
import { type Database, open } from 'lmdb'
import { type CachedIds, createCachedIds } from './cached-ids.ts'

/** What a subject's newest `state` record said, as far as folding on needs it. */
export interface Cached {
  /** Epoch of the record. */
  readonly e: number
  /** Version of the record. */
  readonly n: number
  readonly due: number | undefined
  /** The snapshot's JSON. */
  readonly snapshot: Uint8Array
}

/** Deadlines of accounts lie apart: they may have to wait longer, and nobody else's are to wait behind them. */
export type Whose = 'people' | 'accounts'

export const whoseIs = (subject: SubjectKey): Whose =>
  parseSubjectKey(subject)?.kind === 'account' ? 'accounts' : 'people'

type KnownTopic = 'state' | 'facts' | 'events'

export interface Due {
  readonly subject: SubjectKey
  readonly due: number
}

/**
 * The processor's local state: a cache of the topic `state`, nothing else. Written without fsync: kill -9 leaves it whole; after
 * a crash of the machine it is thrown away and read again from the log.
 */
export interface Cache {
  readonly get: (subject: SubjectKey) => Cached | undefined
  /** Keys of subjects of any partition after this one, in order, as far as they were `flushed`. */
  readonly subjectsAfter: (subject: string, most: number) => readonly SubjectKey[]
  /** Puts an entry in place of one that was due at `dueBefore`. What is put is read back only after `flushed`. */
  readonly put: (
    place: {
      readonly partition: number
      readonly subject: SubjectKey
      readonly dueBefore: number | undefined
    },
    entry: Cached,
  ) => void
  /** Deadlines of the partition's people or accounts, the earliest first. Read without waiting in between. */
  readonly dues: (partition: number, whose: Whose) => Iterable<Due>
  readonly ids: CachedIds
  /** How far a topic partition has been read into this cache; of `events`, how far they have rows in what was read of `facts`. */
  readonly position: (topic: KnownTopic, partition: number) => number
  readonly setPosition: (topic: KnownTopic, partition: number, next: number) => void
  /** The newest position of an owner that was read from the partition. */
  readonly ownerPosition: (partition: number) => OwnerPosition | undefined
  readonly setOwnerPosition: (partition: number, position: OwnerPosition) => void
  /** False while the disk is full: nothing must be put then, because LMDB hangs or dies of it. */
  readonly hasRoom: () => boolean
  /** Resolves once there is room. */
  readonly room: () => Promise<void>
  readonly flushed: () => Promise<void>
  readonly close: () => Promise<void>
}

type DueKey = [partition: number, whose: number, due: number, subject: string]

const places = { people: 0, accounts: 1 } as const

const dueKey = (partition: number, due: number, subject: string): DueKey => [
  partition,
  places[whoseIs(subject)],
  due,
  subject,
]

/** A cache that is laid out otherwise is as little good as that of another log. */
const layout = '/dues-apart'

const encodeEntry = ({ e, n, due, snapshot }: Cached): Buffer => {
  const entry = Buffer.allocUnsafe(24 + snapshot.length)
  entry.writeDoubleLE(e, 0)
  entry.writeDoubleLE(n, 8)
  entry.writeDoubleLE(due ?? -1, 16)
  entry.set(snapshot, 24)
  return entry
}

const decodeEntry = (entry: Buffer): Cached => {
  const due = entry.readDoubleLE(16)
  return {
    e: entry.readDoubleLE(0),
    n: entry.readDoubleLE(8),
    due: due < 0 ? undefined : due,
    snapshot: entry.subarray(24),
  }
}

const lookForRoomEveryMs = 500

/** The cache of the log `of` this id; that of another log is thrown away. LMDB keys hold 1,978 bytes; a subject key at most some 300. */
export const openCache = (dir: string, of = ''): Cache => {
  const root = open({
    path: cacheFolder({ dir, folder: 'cache', of: of + layout }),
    noSync: true,
    noMemInit: true,
    // It is a cache: fewer, larger commits; what is not committed yet is in memory.
    commitDelay: 20,
    maxDbs: 8,
    encoding: 'binary',
  })
  const subjects: Database<Buffer, string> = root.openDB({ name: 'subjects', encoding: 'binary' })
  const dues: Database<string, DueKey> = root.openDB({
    name: 'due',
    encoding: 'string',
  })
  const positions: Database<string, string> = root.openDB({ name: 'positions', encoding: 'string' })
  const ids = createCachedIds(
    [
      root.openDB({ name: 'ids', encoding: 'string' }),
      root.openDB({ name: 'ids/other', encoding: 'string' }),
    ],
    { get: () => positions.get('ids'), put: (value) => void positions.put('ids', value) },
  )
  const get = (subject: SubjectKey): Cached | undefined => {
    const entry = subjects.get(subject)
    return entry && decodeEntry(entry)
  }
  return {
    get,
    subjectsAfter: (subject, most) => [...subjects.getKeys({ start: `${subject}\0`, limit: most })],
    put: ({ partition, subject, dueBefore }, entry) => {
      if (dueBefore !== entry.due) {
        if (dueBefore !== undefined) void dues.remove(dueKey(partition, dueBefore, subject))
        if (entry.due !== undefined) void dues.put(dueKey(partition, entry.due, subject), '')
      }
      void subjects.put(subject, encodeEntry(entry))
    },
    dues: (partition, whose) =>
      dues
        .getKeys({
          start: [partition, places[whose], 0, ''],
          end: [partition, places[whose] + 1, 0, ''],
        })
        .map(([, , due, subject]) => ({ subject, due })),
    ids,
    position: (topic, partition) => Number(positions.get(`${topic}/${partition}`) ?? 0),
    setPosition: (topic, partition, next) =>
      void positions.put(`${topic}/${partition}`, String(next)),
    ownerPosition: (partition) => {
      const json = positions.get(`owner/${partition}`)
      return json === undefined ? undefined : JSON.parse(json)
    },
    setOwnerPosition: (partition, position) =>
      void positions.put(`owner/${partition}`, JSON.stringify(position)),
    hasRoom: () => hasRoom(dir),
    room: async () => {
      while (!hasRoom(dir)) await pause(lookForRoomEveryMs)
    },
    flushed: async () => {
      await root.committed
    },
    close: () => root.close(),
  }
}
