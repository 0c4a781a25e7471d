import type { Logger } from '@waymark/runtime'
import {
  backfillKey,
  countedKey,
  type DefinitionKind,
  type DefinitionsRecord,
  definitionKey,
  identityKey,
  type StoredBackfill,
  type StoredCounted,
  type StoredDefinition,
  type StoredEnvironment,
  type StoredIdentity,
  type StoredKey,
} from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'

/** Where a record lies in the topic, and since when. */
export interface Place {
  readonly offset: number
  readonly at: number
}

/** What people wrote, as the topic `definitions` has it. */
export interface DefinitionsView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ready: () => boolean
  readonly write: (records: readonly DefinitionsRecord[]) => Promise<void>
  readonly environments: () => readonly StoredEnvironment[]
  readonly environment: (env: string) => StoredEnvironment | undefined
  readonly keys: (env: string) => readonly StoredKey[]
  /** How pages prove who is signed in; absent where that was never set up. */
  readonly identity: (env: string) => StoredIdentity | undefined
  /** Deleted ones too (`definition: null`). */
  readonly stored: (env: string, kind: DefinitionKind, id: string) => StoredDefinition | undefined
  /** Which of them hold all of their past; absent where pasts are not read. */
  readonly counted: (env: string) => StoredCounted | undefined
  /** The past that is being read, or was read last. */
  readonly past: (env: string) => StoredBackfill | undefined
  /** Where the newest record of a key lies in the topic. */
  readonly placeOf: (key: string) => Place | undefined
  /** Those that were in force and are no more. */
  readonly deleted: (env: string) => readonly StoredDefinition[]
  /** Those in force, by kind and id. */
  readonly list: (env: string) => readonly LiveDefinition[]
}

/** A definition in force. */
export type LiveDefinition = StoredDefinition & {
  readonly definition: NonNullable<StoredDefinition['definition']>
}

const recordKey = (record: DefinitionsRecord): string => {
  switch (record.t) {
    case 'definition':
      return definitionKey(record.env, record.kind, record.id)
    case 'key':
      return `key/${record.id}`
    case 'environment':
      return `environment/${record.env}`
    case 'identity':
      return identityKey(record.env)
    case 'counted':
      return countedKey(record.env)
    case 'backfill':
      return backfillKey(record.env)
  }
}

const isLive = (record: DefinitionsRecord): record is LiveDefinition =>
  record.t === 'definition' && record.definition !== null

/** Follows the topic `definitions` into memory. */
export const createDefinitionsView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
}): DefinitionsView => {
  const records = new Map<string, DefinitionsRecord>()
  const placed = new Map<string, Place>()
  const view = createTopicView({
    ...deps,
    topic: 'definitions',
    reset: () => {
      records.clear()
      placed.clear()
    },
    apply: (record, value) => {
      const { key, offset, at } = record
      if (value === null) records.delete(key)
      else records.set(key, value as DefinitionsRecord)
      placed.set(key, { offset, at })
    },
  })
  return {
    start: view.start,
    stop: view.stop,
    ready: view.ready,
    write: async (written) => {
      await view.write(written.map((record) => ({ key: recordKey(record), value: record })))
    },
    environments: () => [...records.values()].filter((record) => record.t === 'environment'),
    environment: (env) => {
      const found = records.get(`environment/${env}`)
      return found?.t === 'environment' ? found : undefined
    },
    keys: (env) =>
      [...records.values()].filter((record) => record.t === 'key').filter((k) => k.env === env),
    identity: (env) => {
      const found = records.get(identityKey(env))
      return found?.t === 'identity' ? found : undefined
    },
    stored: (env, kind, id) => {
      const found = records.get(definitionKey(env, kind, id))
      return found?.t === 'definition' ? found : undefined
    },
    deleted: (env) =>
      [...records.values()].flatMap((record) =>
        record.t === 'definition' && record.env === env && record.definition === null
          ? [record]
          : [],
      ),
    counted: (env) => {
      const found = records.get(countedKey(env))
      return found?.t === 'counted' ? found : undefined
    },
    past: (env) => {
      const found = records.get(backfillKey(env))
      return found?.t === 'backfill' ? found : undefined
    },
    placeOf: (key) => placed.get(key),
    list: (env) =>
      [...records.entries()]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, record]) => record)
        .filter(isLive)
        .filter((record) => record.env === env),
  }
}
