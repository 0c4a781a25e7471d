import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, createMetrics } from '@waymark/runtime'
import { parseDefinition, subjectKey, type Transition } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { type EventLog, type NewRecord, readRange } from '@waymark/storage'
import { createEmbeddedLog, type EmbeddedLog } from '@waymark/storage/embedded'
import type { SubjectState } from '../fold/state.ts'
import { compileProgram } from '../program/compile-program.ts'
import { openCache } from './cache.ts'
import { createEnvelopeReader } from './newest-epoch.ts'
import { createPartitionWorker } from './partition-worker.ts'
import { createProcessor, type Processor } from './processor.ts'
import { decodeSnapshot, snapshotBytes } from './state-codec.ts'

/** A folder of a test's own; gone with it. */
export const temporaryDirectory = async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-processor-'))
  return {
    dir,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

/** An embedded log in a folder of its own, which can be closed and opened again; gone with the test. */
export const temporaryLog = async (partitions = 4) => {
  const { dir, [Symbol.asyncDispose]: remove } = await temporaryDirectory()
  const open = (): Promise<EmbeddedLog> => createEmbeddedLog({ dir, partitions })
  let log = await open()
  return {
    dir,
    get log() {
      return log
    },
    reopen: async (): Promise<EventLog> => {
      await log.close()
      log = await open()
      return log
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await log.close()
      await remove()
    },
  }
}

export const definitionRecord = (document: {
  readonly kind: string
  readonly id: string
}): NewRecord => {
  const parsed = parseDefinition(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { kind, id } = document
  const stored = {
    t: 'definition',
    env: 'test',
    kind,
    id,
    version: 1,
    definition: parsed.definition,
    at: 1,
    by: 'test',
  }
  return {
    topic: 'definitions',
    key: `definition/test/${kind}/${id}`,
    value: Buffer.from(JSON.stringify(stored)),
  }
}

let messages = 0

/** A record as ingest writes it. */
export const eventRecord = (event: Partial<WireEvent> & { readonly userId: string }): NewRecord => {
  messages++
  const header = {
    v: 1,
    kind: 'live',
    env: 'test',
    source: 'server',
    received: Date.now(),
    skew: 0,
  }
  const full = { type: 'track', messageId: `message-${messages}`, ...event }
  return {
    topic: 'events',
    key: subjectKey('test', 'user', event.userId),
    value: Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify([full])}`),
  }
}

const quiet = createLogger({ logLevel: 'silent' })

/** Makes workers of partition 0, each with a cache of its own under its name, that write nothing by the clock. */
export const workerIn =
  (log: EventLog, dir: string, coalesceMs = () => Number.POSITIVE_INFINITY) =>
  (name: string) =>
    createPartitionWorker(0, {
      log,
      cache: openCache(join(dir, name)),
      clock: Date.now,
      logger: quiet,
      metrics: createMetrics(),
      programOf: (env) => compileProgram(env, 1, []),
      definitionsRead: () => 0,
      definitionsUpTo: async () => undefined,
      owner: name,
      hot: 100,
      coalesceMs,
      onError: (error) => {
        throw error
      },
    })

export const startProcessor = async (log: EventLog, cacheDir: string): Promise<Processor> => {
  const processor = createProcessor(
    { cacheDir, coalesceMs: 5 },
    { log, clock: Date.now, logger: quiet, metrics: createMetrics() },
  )
  await processor.start()
  return processor
}

/** Resolves once everything in `events`, `relay` and `state` has been worked off. */
export const settled = async (log: EventLog): Promise<void> => {
  const isDone = async (): Promise<boolean> => {
    for (const [group, topic] of [
      ['processor', 'events'],
      ['router', 'state'],
      ['processor', 'relay'],
    ] as const) {
      const ends = await log.ends(topic)
      const committed = await log.committed(group, topic)
      if (!ends.every((end, partition) => (committed[partition] ?? 0) >= end)) return false
    }
    return true
  }
  // Twice in a row: a hop may have begun between the looks.
  for (let calm = 0; calm < 2; calm = (await isDone()) ? calm + 1 : 0) await pause(2)
}

/** What a consumer that follows all rules reads from `state`. */
export const readState = async (
  log: EventLog,
): Promise<{
  readonly states: ReadonlyMap<string, SubjectState>
  readonly transitions: readonly Transition[]
}> => {
  const states = new Map<string, SubjectState>()
  const versions = new Map<string, number>()
  const transitions: Transition[] = []
  const envelopeOf = createEnvelopeReader()
  for (const partition of Array(log.partitions).keys()) {
    await readRange(log, { topic: 'state', partition }, (record) => {
      const envelope = envelopeOf(record)
      if (!envelope || !record.value || (versions.get(envelope.s) ?? -1) >= envelope.n) return
      versions.set(envelope.s, envelope.n)
      transitions.push(...envelope.t)
      states.set(envelope.s, decodeSnapshot(snapshotBytes(record.value)))
    })
  }
  return { states, transitions }
}
