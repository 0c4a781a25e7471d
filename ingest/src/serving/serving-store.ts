import type { SubjectKey } from '@waymark/schemas'
import type { Place, Served, ServingFile } from './serving-file.ts'

/**
 * What there is to serve to whom: on the disk, and in memory what is not there yet. What is lost with the memory is read again
 * from the log, because the places on the disk are as old as the rest there.
 */
export interface ServingStore {
  readonly get: (subject: SubjectKey) => Served | undefined
  /** `undefined` where nothing is there for the subject any more. */
  readonly put: (subject: SubjectKey, served: Served | undefined) => void
  /** All before a place has been put. A promise where more should wait until what was put is on the disk. */
  readonly passed: (partition: number, place: Place) => Promise<void> | undefined
  readonly close: () => Promise<void>
}

interface StoreDeps {
  readonly file: ServingFile
  readonly clock: () => number
  /** Told that the file could not be written. What it lacks stays in memory, and it is tried again. */
  readonly onUnwritten: (error: unknown) => void
}

/** What a kill may cost to read again; rarer writes touch each page less often. */
const writeEveryMs = 5000
/** So many changes are written without waiting for longer. */
const mostUnwritten = 2000

export const createServingStore = ({ file, clock, onUnwritten }: StoreDeps): ServingStore => {
  let unwritten = new Map<SubjectKey, Served | undefined>()
  let places = new Map<number, Place>()
  /** On its way to the disk, to be read back there only once it has arrived. */
  let leaving: ReadonlyMap<SubjectKey, Served | undefined> = new Map()
  let writing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const takeBack = (passed: ReadonlyMap<number, Place>): void => {
    unwritten = new Map([...leaving, ...unwritten])
    places = new Map([...passed, ...places])
  }
  const writeAll = async (): Promise<void> => {
    const passed = places
    leaving = unwritten
    unwritten = new Map()
    places = new Map()
    try {
      await file.write({ served: leaving, places: passed, at: clock() })
    } catch (error) {
      takeBack(passed)
      onUnwritten(error)
    }
    leaving = new Map()
  }
  /** Nothing happens while nothing is new, nor on a full disk: memory has it all. */
  const write = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (writing || places.size === 0) return
    if (!file.hasRoomFor(unwritten.size)) {
      later()
      return
    }
    writing = writeAll().finally(() => {
      writing = undefined
      if (places.size > 0) later()
    })
  }
  const later = (): void => {
    timer ??= setTimeout(write, writeEveryMs).unref()
  }

  return {
    get: (subject) => {
      if (unwritten.has(subject)) return unwritten.get(subject)
      return leaving.has(subject) ? leaving.get(subject) : file.get(subject)
    },
    put: (subject, served) => void unwritten.set(subject, served),
    passed: (partition, place) => {
      places.set(partition, place)
      later()
      if (unwritten.size < mostUnwritten) return undefined
      const before = writing
      write()
      return before
    },
    close: async () => {
      await writing
      write()
      await writing
      clearTimeout(timer)
      await file.close()
    },
  }
}
