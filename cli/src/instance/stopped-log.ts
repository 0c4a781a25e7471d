import type { AccountState, PersonState } from '@waymark/processor'
import type {
  DefinitionsRecord,
  StoredDefinition,
  StoredEnvironment,
  SubjectKey,
  Topic,
} from '@waymark/schemas'
import { markKey, partitionOf, type StateEnvelope } from '@waymark/schemas'
import { createStateReader, type LogRecord } from '@waymark/storage'
import { type EmbeddedLogReader, openEmbeddedLogReadOnly } from '@waymark/storage/embedded'
import type { Environments } from './environment.ts'

export type Snapshot = PersonState | AccountState

/** A subject as its newest record of `state` holds it. */
export interface StoredState {
  readonly subject: SubjectKey
  readonly version: number
  readonly epoch: number
  readonly state: Snapshot
}

/** The log of an instance that does not run. */
export interface StoppedLog extends AsyncDisposable {
  readonly reader: EmbeddedLogReader
  readonly records: (topic: Topic, partition: number, from?: number) => Iterable<LogRecord>
  readonly environments: () => Environments
  /** Definitions in force, and the offset that they reflect. */
  readonly definitions: (env: string) => {
    readonly version: number
    readonly list: readonly StoredDefinition[]
  }
  /** The first of the subjects that there is; an anonymous person that became somebody is read as that somebody. */
  readonly state: (subjects: readonly SubjectKey[]) => StoredState | undefined
  /** The newest states of these subjects. */
  readonly states: (subjects: ReadonlySet<SubjectKey>) => ReadonlyMap<SubjectKey, StoredState>
}

const page = 2000

export const textOf = (value: Uint8Array): string =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8')

function* readAll(
  reader: EmbeddedLogReader,
  topic: Topic,
  { partition, from }: { readonly partition: number; readonly from: number },
): Iterable<LogRecord> {
  let offset = from
  for (;;) {
    const records = reader.read(topic, partition, { offset, limit: page })
    const last = records.at(-1)
    if (!last) return
    yield* records
    offset = last.offset + 1
  }
}

/** Three lines: envelope, what ingest serves, snapshot. */
const storedState = ({ s, n, e }: StateEnvelope, value: Uint8Array): StoredState | undefined => {
  const [, , snapshot] = textOf(value).split('\n', 3)
  if (snapshot === undefined) return undefined
  return { subject: s, version: n, epoch: e, state: JSON.parse(snapshot) }
}

const isNewer = (a: StoredState, b: StoredState | undefined): boolean =>
  !b || a.epoch > b.epoch || (a.epoch === b.epoch && a.version > b.version)

function* statesIn(
  records: Iterable<LogRecord>,
  subjects: ReadonlySet<SubjectKey>,
): Iterable<StoredState> {
  const { envelopeOf } = createStateReader()
  for (const record of records) {
    const { key, value } = record
    const envelope = key === markKey || subjects.has(key) ? envelopeOf(record) : undefined
    const found = envelope && value ? storedState(envelope, value) : undefined
    if (found) yield found
  }
}

const definitionsRecords = (log: Pick<StoppedLog, 'records'>) => {
  const newest = new Map<string, DefinitionsRecord>()
  let version = -1
  for (const { key, value, offset } of log.records('definitions', 0)) {
    if (value === null) newest.delete(key)
    else newest.set(key, JSON.parse(textOf(value)))
    version = offset
  }
  return { version, list: [...newest.values()] }
}

/** Opens the log of a stopped instance; takes no lock and changes nothing. */
export const openStopped = async (dir: string): Promise<StoppedLog> => {
  const reader = await openEmbeddedLogReadOnly({ dir })
  const records: StoppedLog['records'] = (topic, partition, from = 0) =>
    readAll(reader, topic, { partition, from })
  const states: StoppedLog['states'] = (subjects) => {
    const newest = new Map<SubjectKey, StoredState>()
    const partitions = new Set([...subjects].map((key) => partitionOf(key, reader.partitions)))
    for (const partition of partitions) {
      for (const found of statesIn(records('state', partition), subjects)) {
        if (isNewer(found, newest.get(found.subject))) newest.set(found.subject, found)
      }
    }
    return newest
  }
  const state = (subjects: readonly SubjectKey[]): StoredState | undefined => {
    const found = states(new Set(subjects))
    const first = subjects.map((key) => found.get(key)).find((one) => one !== undefined)
    const into = first?.state.kind === 'person' ? first.state.as : undefined
    return into === undefined ? first : states(new Set([into])).get(into)
  }
  return {
    reader,
    records,
    states,
    state,
    environments: () => {
      const list = definitionsRecords({ records }).list
      const own = list.filter((record): record is StoredEnvironment => record.t === 'environment')
      return {
        project: { id: own[0]?.project ?? '', name: own[0]?.projectName ?? '' },
        ids: own.map(({ env }) => env),
      }
    },
    definitions: (env) => {
      const { version, list } = definitionsRecords({ records })
      const own = list.filter((record): record is StoredDefinition => record.t === 'definition')
      return { version, list: own.filter((d) => d.env === env && d.definition !== null) }
    },
    [Symbol.asyncDispose]: () => reader.close(),
  }
}
