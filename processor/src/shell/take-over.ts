import {
  factsKey,
  markKey,
  type OwnerPosition,
  readFactLine,
  type SubjectKey,
} from '@waymark/schemas'
import {
  createFactsReader,
  type EventLog,
  type LogRecord,
  readRange,
  StorageError,
} from '@waymark/storage'
import type { AcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { createLineReader } from './newest-epoch.ts'
import { decodeSnapshot, encodeMark, isDebts, isPosition, snapshotBytes } from './state-codec.ts'
import type { Subjects } from './subjects.ts'

interface TakeOverDeps {
  readonly log: EventLog
  readonly partition: number
  readonly owner: string
  readonly cache: Cache
  readonly subjects: Subjects
  readonly ids: AcceptedIds
}

/** Accepts the ids of a record's rows again; returns the offset after the newest event of the partition among them. */
const restoreIds = ({ ids, partition }: TakeOverDeps, record: LogRecord): number => {
  let end = 0
  for (const line of Buffer.from(record.value ?? [])
    .toString('utf8')
    .split('\n')) {
    if (line === '') continue
    const row = readFactLine(line)
    ids.accept(row.person, row.message_id, { partition: row.part, offset: row.src, index: row.idx })
    if (row.part === partition) end = Math.max(end, row.src + 1)
  }
  return end
}

/** What subjects owe for events that their snapshots do not know of: up to which, and under which version. */
export type OwedAlready = Map<SubjectKey, { readonly upTo: number; readonly n: number }>

/** Takes in the records up to the mark that count. */
const createRestorer = ({ cache, partition, subjects }: TakeOverDeps, owed: OwedAlready) => {
  const epoch = cache.ownerPosition(partition)?.e
  const lineOf = createLineReader(() => epoch)
  return (record: LogRecord): void => {
    const line = lineOf(record)
    if (!line || !record.value) return
    if (isPosition(line)) {
      cache.setOwnerPosition(partition, line)
      return
    }
    if (isDebts(line)) {
      owed.set(line.s, { upTo: line.upTo, n: line.n })
      return
    }
    owed.delete(line.s)
    const snapshot = snapshotBytes(record.value)
    subjects.put({ state: decodeSnapshot(snapshot), e: line.e, n: line.n }, snapshot)
  }
}

/** What a take-over found. */
export interface Taken {
  readonly epoch: number
  /** Where to go on in the sources. */
  readonly position: OwnerPosition['position']
  readonly owed: OwedAlready
  /** The offset in `events` after all that have rows already. */
  readonly rowsEnd: number
}

/** The offset of a new mark in `state`, known in `facts` as well: there the keys say who wrote. */
const beginEpoch = async ({ log, partition, owner }: TakeOverDeps): Promise<number> => {
  const mark = encodeMark({ v: 1, mark: owner })
  const [position] = await log.append([{ topic: 'state', key: markKey, partition, value: mark }])
  if (!position)
    throw new StorageError('the log gave no position for a take-over', {
      code: 'corrupt',
      retryable: false,
    })
  const epoch = position.offset
  const key = factsKey({ epoch, subject: '' })
  await log.append([{ topic: 'facts', key, partition, value: Buffer.alloc(0) }])
  return epoch
}

/**
 * Makes this process the writer of a partition: a mark in `state`, whose offset is the epoch, then everything before it is read
 * into the cache. What an older owner still writes carries a lower epoch and counts for nobody.
 * An owner that left no position is followed from the oldest that is kept: what its subjects already hold is not folded twice.
 */
export const takeOver = async (deps: TakeOverDeps): Promise<Taken> => {
  const { log, partition, cache } = deps
  const epoch = await beginEpoch(deps)
  const owed: OwedAlready = new Map()
  await readRange(
    log,
    { topic: 'state', partition, from: cache.position('state', partition), to: epoch },
    createRestorer(deps, owed),
  )
  const factsEnd = (await log.ends('facts'))[partition] ?? 0
  const facts = createFactsReader()
  let rowsEnd = cache.position('events', partition)
  await readRange(
    log,
    { topic: 'facts', partition, from: cache.position('facts', partition), to: factsEnd },
    (record) => {
      if (facts.counts(record)) rowsEnd = Math.max(rowsEnd, restoreIds(deps, record))
    },
  )
  await cache.room()
  deps.subjects.save()
  deps.ids.save()
  cache.setPosition('state', partition, epoch)
  cache.setPosition('facts', partition, factsEnd)
  cache.setPosition('events', partition, rowsEnd)
  await cache.flushed()
  const found = cache.ownerPosition(partition)
  return { epoch, position: found?.position ?? { events: 0, relay: 0 }, owed, rowsEnd }
}
