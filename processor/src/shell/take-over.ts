import { type FactRow, markKey } from '@waymark/schemas'
import { type EventLog, type LogRecord, StorageError } from '@waymark/storage'
import type { AcceptedIds } from './accepted-ids.ts'
import type { Cache } from './cache.ts'
import { readRange } from './read-range.ts'
import { decodeEnvelope, decodeSnapshot, encodeMark, isMark, snapshotBytes } from './state-codec.ts'
import type { Subjects } from './subjects.ts'

interface TakeOverDeps {
  readonly log: EventLog
  readonly partition: number
  readonly owner: string
  readonly cache: Cache
  readonly subjects: Subjects
  readonly ids: AcceptedIds
}

const restoreFacts = ({ ids }: TakeOverDeps, record: LogRecord): void => {
  for (const line of Buffer.from(record.value ?? [])
    .toString('utf8')
    .split('\n')) {
    if (line === '') continue
    const row: FactRow = JSON.parse(line)
    ids.accept(row.person, row.message_id, { partition: row.part, offset: row.src, index: row.idx })
  }
}

/** Takes in records up to the mark; after a mark, records of lower epochs do not count. */
const createRestorer = ({ subjects }: TakeOverDeps) => {
  let epoch = -1
  return (record: LogRecord): void => {
    if (!record.value) return
    const line = decodeEnvelope(record.value)
    if (isMark(line)) {
      epoch = record.offset
      return
    }
    if (line.e < epoch) return
    const snapshot = snapshotBytes(record.value)
    subjects.put({ state: decodeSnapshot(snapshot), e: line.e, n: line.n }, snapshot)
  }
}

/**
 * Makes this process the writer of a partition: a mark in `state`, whose offset is the epoch, then everything before it is read
 * into the cache. What an older owner still writes carries a lower epoch and counts for nobody.
 * @returns the epoch
 */
export const takeOver = async (deps: TakeOverDeps): Promise<number> => {
  const { log, partition, cache } = deps
  const mark = encodeMark({ v: 1, mark: deps.owner })
  const [position] = await log.append([{ topic: 'state', key: markKey, partition, value: mark }])
  if (!position)
    throw new StorageError('the log gave no position for a take-over', {
      code: 'corrupt',
      retryable: false,
    })
  const epoch = position.offset
  await readRange(
    log,
    { topic: 'state', partition, from: cache.position('state', partition), to: epoch },
    createRestorer(deps),
  )
  const factsEnd = (await log.ends('facts'))[partition] ?? 0
  await readRange(
    log,
    { topic: 'facts', partition, from: cache.position('facts', partition), to: factsEnd },
    (record) => restoreFacts(deps, record),
  )
  cache.setPosition('state', partition, epoch)
  cache.setPosition('facts', partition, factsEnd)
  await cache.flushed()
  return epoch
}
