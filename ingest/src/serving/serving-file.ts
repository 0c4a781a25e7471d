import type { SubjectKey } from '@waymark/schemas'
import { cacheFolder, hasRoom } from '@waymark/storage'
import { type Database, open } from 'lmdb'

/** What there is to serve to a subject, and the first record that said so: those behind it that counted said the same. */
export interface Served {
  readonly epoch: number
  readonly version: number
  /** The serving part, as it stood in the record. */
  readonly line: Buffer
}

/** How far a partition of `state` has been read, and which epoch is in force there. */
export interface Place {
  readonly next: number
  readonly epoch?: number
}

/** Changes that belong together. */
export interface Changes {
  /** Nothing is there for a subject that is `undefined`. */
  readonly served: ReadonlyMap<SubjectKey, Served | undefined>
  readonly places: ReadonlyMap<number, Place>
  readonly at: number
}

/**
 * What ingest knows of the people, on the disk: a copy of what the topic `state` said up to certain places, nothing else. Written
 * without fsync: kill -9 leaves it whole, and what may be torn, damaged or of another log is thrown away.
 */
export interface ServingFile {
  readonly get: (subject: SubjectKey) => Served | undefined
  readonly place: (partition: number) => Place | undefined
  /** When it was last written to; `undefined` while it is empty. */
  readonly writtenAt: () => number | undefined
  /** All of it or nothing; to be read back when it resolves. */
  readonly write: (changes: Changes) => Promise<void>
  /** Whether the disk has room for so many changes. */
  readonly hasRoomFor: (changes: number) => boolean
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Another one throws away what was written in this one. */
const format = 1

const headBytes = 16

const encode = ({ epoch, version, line }: Served): Buffer => {
  const entry = Buffer.allocUnsafe(headBytes + line.length)
  entry.writeDoubleLE(epoch, 0)
  entry.writeDoubleLE(version, 8)
  entry.set(line, headBytes)
  return entry
}

const decode = (entry: Buffer): Served => ({
  epoch: entry.readDoubleLE(0),
  version: entry.readDoubleLE(8),
  line: entry.subarray(headBytes),
})

const writtenKey = 'written'
/** A change is a page, and what of the tree leads to it. */
const changeBytes = 8192

export const openServingFile = (dir: string, logId: string): ServingFile => {
  const path = cacheFolder({ dir, folder: 'lmdb', of: `/${format}/${logId}` })
  const root = open({ path, noSync: true, noMemInit: true, maxDbs: 2, encoding: 'binary' })
  const parts: Database<Buffer, string> = root.openDB({ name: 'parts', encoding: 'binary' })
  const places: Database<string, string> = root.openDB({ name: 'places', encoding: 'string' })
  return {
    get: (subject) => {
      const entry = parts.get(subject)
      return entry && decode(entry)
    },
    place: (partition) => {
      const json = places.get(String(partition))
      return json === undefined ? undefined : JSON.parse(json)
    },
    writtenAt: () => {
      const at = places.get(writtenKey)
      return at === undefined ? undefined : Number(at)
    },
    write: async (changes) => {
      await root.batch(() => {
        for (const [subject, served] of changes.served)
          void (served ? parts.put(subject, encode(served)) : parts.remove(subject))
        for (const [partition, place] of changes.places)
          void places.put(String(partition), JSON.stringify(place))
        void places.put(writtenKey, String(changes.at))
      })
    },
    hasRoomFor: (changes) => hasRoom(dir, changes * changeBytes),
    clear: async () => {
      await Promise.all([parts.clearAsync(), places.clearAsync()])
    },
    close: () => root.close(),
  }
}
