import type { NewRecord } from '../event-log.ts'
import type { Trees } from './environment.ts'
import { indexKey, partitionMetaKey, readNumbers } from './layout.ts'
import { readRecords } from './read-records.ts'
import type { Slot } from './slot.ts'

/** Where the newest record of a key lies. */
export interface Newest {
  readonly offset: number
  readonly deleted: boolean
}

/**
 * What a stretch of a partition changed: the newest offset per key, and the offsets that were superseded within it.
 * A hot key costs one entry of the index per generation, however often it was written.
 */
export interface Generation {
  readonly newest: Map<string, Newest>
  readonly superseded: number[]
  /** The offset after the stretch. */
  end: number
}

const emptyGeneration = (end: number): Generation => ({ newest: new Map(), superseded: [], end })

/**
 * Newest record per key of one partition. Recent keys are in memory (`young`), all others in the `index` tree, which
 * retention brings up to date, a generation at a time. On start the young keys are read again from the log.
 */
export interface KeyIndex {
  readonly slot: Slot
  readonly note: (from: number, records: readonly NewRecord[]) => void
  readonly newest: (key: string) => Newest | undefined
  /** The generation to be written to the tree now; the same one until `settle` says that it was. */
  readonly rotate: () => Generation
  readonly settle: () => void
  readonly hasNews: () => boolean
}

const REBUILD_RECORDS = 1000
const REBUILD_BYTES = 4 * 1024 * 1024

export const createKeyIndex = (trees: Trees, slot: Slot): KeyIndex => {
  const noted = trees.meta.get(partitionMetaKey('indexed', slot.topicId, slot.partition))
  const [indexed = 0] = noted ? readNumbers(noted) : []
  let young = emptyGeneration(indexed)
  let old: Generation | undefined

  const noteOne = (key: string, newest: Newest): void => {
    const previous = young.newest.get(key)
    if (previous) young.superseded.push(previous.offset)
    young.newest.set(key, newest)
    young.end = newest.offset + 1
  }

  const rebuild = (): void => {
    for (let offset = indexed; offset < slot.end; ) {
      const limits = { maxRecords: REBUILD_RECORDS, maxBytes: REBUILD_BYTES }
      const records = readRecords(trees.log, slot, { offset, ...limits })
      for (const record of records) {
        noteOne(record.key, { offset: record.offset, deleted: record.value === null })
      }
      offset = (records.at(-1)?.offset ?? slot.end) + 1
    }
    young.end = slot.end
  }
  rebuild()

  const stored = (key: string): Newest | undefined => {
    const bytes = trees.index.get(indexKey(slot.topicId, slot.partition, key))
    return bytes && { offset: bytes.readDoubleBE(0), deleted: false }
  }

  return {
    slot,
    note: (from, records) => {
      records.forEach(({ key, value }, i) => {
        noteOne(key, { offset: from + i, deleted: value === null })
      })
    },
    newest: (key) => young.newest.get(key) ?? old?.newest.get(key) ?? stored(key),
    rotate: () => {
      if (!old) {
        old = young
        young = emptyGeneration(old.end)
      }
      return old
    },
    settle: () => {
      old = undefined
    },
    hasNews: () => old !== undefined || young.newest.size > 0,
  }
}
