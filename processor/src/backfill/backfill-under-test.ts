import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, createMetrics } from '@waymark/runtime'
import {
  backfillKey,
  countedKey,
  type DefinitionsRecord,
  definitionKey,
  type EventsHeader,
  parseDefinition,
  type StoredDefinition,
  subjectKey,
} from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { type EventLog, type EventStore, type NewRecord, readRange } from '@waymark/storage'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { metGroup } from '../shell/meet-all.ts'
import type { Processor } from '../shell/processor.ts'
import { settled, startProcessor } from '../shell/processor-under-test.ts'
import { createSink } from '../shell/sink.ts'
import { createBackfill } from './backfill.ts'

const quiet = createLogger({ logLevel: 'silent' })

/** A real ClickHouse in the process. */
export const temporaryStore = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-backfill-'))
  const store = createChdbStore({ dir })
  await store.migrate()
  return {
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A log of two partitions and a database in one folder, as a process opens them. */
export const openBoth = async (dir: string) => {
  const log = await createEmbeddedLog({ dir, partitions: 2 })
  const store = createChdbStore({ dir: join(dir, 'clickhouse') })
  await store.migrate()
  return {
    log,
    store,
    close: async (): Promise<void> => {
      await store.close()
      await log.close()
    },
  }
}

/** What a reader of pasts died of: whoever waits for it says so. */
let failed: unknown
const onFailure = (error: unknown): void => {
  if (!(error instanceof TornAway)) failed = error
}

/** A crash that a test brought about. */
export class TornAway extends Error {}

/** Processor, sink and backfill on a log, as one process runs them. */
export const startAll = async (
  { log, store, dir }: { readonly log: EventLog; readonly store: EventStore; readonly dir: string },
  tile: number,
  /** The log as the reader of pasts sees it. */
  readers = log,
) => {
  const processor: Processor = await startProcessor(log, dir)
  const deps = { log, store, logger: quiet, metrics: createMetrics(), clock: Date.now }
  const sink = createSink({ factsEveryMs: 10, changesEveryMs: 10, snapshotsEveryMs: 10 }, deps)
  await sink.start()
  const backfill = createBackfill(
    { tile },
    { ...deps, log: readers, definitions: processor.definitions, onFailure },
  )
  await backfill.start()
  return {
    /** Ends what goes on, at once and in any state. */
    stop: async () => {
      await backfill.stop()
      await sink.stop()
      await processor.stop()
    },
  }
}

/** Writes definitions as the dashboard does: each with what was in force before. */
export const createPublisher = (log: EventLog) => {
  const newest = new Map<string, StoredDefinition>()
  return async (env: string, documents: readonly object[]): Promise<void> => {
    const records = documents.map((document): NewRecord => {
      const parsed = parseDefinition(document)
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
      const { definition } = parsed
      const key = definitionKey(env, definition.kind, definition.id)
      const before = newest.get(key)
      const stored: StoredDefinition = {
        t: 'definition',
        env,
        kind: definition.kind,
        id: definition.id,
        version: (before?.version ?? 0) + 1,
        definition,
        at: 1,
        by: 'test',
        ...(before?.definition
          ? { before: { version: before.version, definition: before.definition } }
          : {}),
      }
      newest.set(key, stored)
      return { topic: 'definitions', key, value: Buffer.from(JSON.stringify(stored)) }
    })
    await log.append(records)
  }
}

let messages = 0

/** A record as ingest writes it, of an event that happened when it says. */
export const sentTo = (
  env: string,
  event: Partial<WireEvent>,
  source: EventsHeader['source'] = 'server',
): NewRecord => {
  messages++
  const header: EventsHeader = {
    v: 1,
    kind: 'live',
    env,
    source,
    received: Date.now(),
    skew: 0,
  }
  const full = { type: 'track', messageId: `message-${messages}`, ...event }
  const key = event.userId
    ? subjectKey(env, 'user', event.userId)
    : subjectKey(env, 'anonymous', event.anonymousId ?? '')
  return {
    topic: 'events',
    key,
    value: Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify([full])}`),
  }
}

const recordAt = async <T extends DefinitionsRecord>(
  log: EventLog,
  key: string,
): Promise<{ readonly record: T; readonly offset: number } | undefined> => {
  let found: { readonly record: T; readonly offset: number } | undefined
  await readRange(log, { topic: 'definitions' }, (record) => {
    if (record.key === key && record.value)
      found = {
        record: JSON.parse(Buffer.from(record.value).toString('utf8')),
        offset: record.offset,
      }
  })
  return found
}

export const pastOf = (log: EventLog, env: string) =>
  recordAt<Extract<DefinitionsRecord, { t: 'backfill' }>>(log, backfillKey(env))

export const countedOf = (log: EventLog, env: string) =>
  recordAt<Extract<DefinitionsRecord, { t: 'counted' }>>(log, countedKey(env))

/** Resolves once what was published of these definitions counts with all of its past, and everybody has met it. */
export const untilReady = async (
  log: EventLog,
  env: string,
  { names, version = 1 }: { readonly names: readonly string[]; readonly version?: number },
) => {
  for (;;) {
    if (failed !== undefined) throw failed
    const counted = await countedOf(log, env)
    const past = await pastOf(log, env)
    const isOpen = past !== undefined && past.record.ready === undefined
    if (
      counted &&
      !isOpen &&
      names.every((name) => counted.record.definitions[name]?.version === version)
    ) {
      const met = await Promise.all(
        Array.from({ length: log.partitions }, (_, p) => log.committed(metGroup(p), 'definitions')),
      )
      if (met.every(([next]) => (next ?? 0) > counted.offset)) break
    }
    await pause(5)
  }
  await settled(log)
}

/** Resolves once an environment's first note says that pasts are read for it. */
export const untilNoted = async (log: EventLog, env: string): Promise<void> => {
  while (!(await countedOf(log, env))) await pause(5)
}
