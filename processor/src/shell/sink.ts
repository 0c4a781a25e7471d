import { randomUUID } from 'node:crypto'
import type { Logger, Metrics } from '@waymark/runtime'
import { contentHash } from '@waymark/schemas'
import {
  type EventLog,
  type EventStore,
  type LogRecord,
  readRange,
  type Subscription,
} from '@waymark/storage'
import { insertAround, type RefusedRow } from './insert-around.ts'
import { createEnvelopeReader } from './newest-epoch.ts'
import { deadLetter } from './read-arrived.ts'
import { createSinkPlans, type SinkPlan } from './sink-plan.ts'
import { createRowsOfStates, type Rows } from './sink-rows.ts'

export interface SinkConfig {
  /** Facts are inserted at most this often, 500 ms unless given, … */
  readonly factsEveryMs?: number
  /** … snapshots and transitions at most this often, 1 s unless given (a busy subject is then one row, not many), … */
  readonly stateEveryMs?: number
  /** … or when this much is waiting; 16 MiB unless given. */
  readonly maxBytes?: number
  readonly partitions?: readonly number[]
}

interface SinkDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: () => number
}

export interface Sink {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly failed: Promise<never>
}

type SinkTopic = 'facts' | 'state'

const group = 'sink'

/** Rows of one topic's records, by table. */
const rowsOf = (
  topic: SinkTopic,
  records: readonly LogRecord[],
  envelopeOf: ReturnType<typeof createEnvelopeReader>,
): readonly Rows[] => {
  if (topic === 'facts') {
    const bytes = records.flatMap(({ value }) =>
      value ? [Buffer.from(value.buffer, value.byteOffset, value.byteLength)] : [],
    )
    return [{ table: 'events', rows: Buffer.concat(bytes) }]
  }
  const take = createRowsOfStates()
  for (const record of records) {
    const envelope = envelopeOf(record)
    if (envelope && record.value) take.add(envelope, record.value)
  }
  return take.rows()
}

/** A larger row is left where it is: the letter names the record. */
const largestBuried = 512 * 1024

/** The record that a row was made of: `facts` holds it as it is, `state` by its subject. */
const originOf = (records: readonly LogRecord[], row: Buffer): LogRecord | undefined =>
  records.find(
    ({ value }) =>
      value && Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(row),
  ) ?? records.findLast(({ key }) => row.includes(`"subject":${JSON.stringify(key)}`))

const retryAfterMs = 1000
/** Read again on start, for the epoch only: a replaced owner's record may come right after. */
const lookBack = 1000

const defaults = { factsEveryMs: 500, stateEveryMs: 1000, maxBytes: 16 * 1024 * 1024 } as const

/** One topic on its way into ClickHouse. */
const createTopicSink = (topic: SinkTopic, given: SinkConfig, deps: SinkDeps) => {
  const config = { ...defaults, ...given }
  const everyMs = topic === 'facts' ? config.factsEveryMs : config.stateEveryMs
  const { log, store, logger } = deps
  const plans = createSinkPlans(log, `${topic}/${(config.partitions ?? ['all']).join(',')}`)
  const envelopeOf = createEnvelopeReader()
  const learnEpoch = (record: LogRecord): void => {
    if (topic === 'state') envelopeOf(record)
  }
  const before = (offset: number): number =>
    topic === 'state' ? Math.max(0, offset - lookBack) : offset
  let waiting: LogRecord[] = []
  let bytes = 0
  let full = Promise.withResolvers<void>()
  let drained = Promise.withResolvers<void>()
  let next: number[] = []
  let stopped = false
  let subscription: Subscription | undefined
  let running: Promise<void> = Promise.resolve()

  /** Inserts a planned range until it is in. `again`: a crash may have left it half done. */
  const insertPlanned = async (
    plan: SinkPlan,
    records: readonly LogRecord[],
    again = '',
  ): Promise<void> => {
    const token = `${topic}-${contentHash(plan)}${again}`
    for (const { table, rows } of rowsOf(topic, records, envelopeOf)) {
      if (rows.length === 0) continue
      const refused = await insertAround({ rows, token: `${token}-${table}` }, (part, under) =>
        insertUntilIn(table, part, under),
      )
      await bury(table, refused, records)
    }
    for (const [partition, to] of plan.to.entries()) {
      if (to > (plan.from[partition] ?? 0)) await log.commit(group, topic, partition, to)
    }
  }
  /** Rows that ClickHouse does not take go to the dead letters, before the range counts as done: twice rather than not. */
  const bury = async (
    table: string,
    refused: readonly RefusedRow[],
    records: readonly LogRecord[],
  ): Promise<void> => {
    const letters = refused.flatMap(({ row, error }) => {
      const record = originOf(records, row) ?? records[0]
      const value = row.length <= largestBuried ? row.toString('base64') : ''
      return record ? [{ ...deadLetter({ ...record, value: null }, error), value }] : []
    })
    if (letters.length === 0) return
    await log.append(
      letters.map((letter) => ({
        topic: 'deadletter',
        key: letter.key || '?',
        value: Buffer.from(JSON.stringify(letter)),
      })),
    )
    logger.warn(
      { table, count: letters.length, reason: letters[0]?.reason },
      'ClickHouse does not take rows; they went to the dead letters',
    )
  }
  /**
   * Every retry has a token of its own: a ClickHouse that was killed may remember the token of a block that it lost. What is
   * inserted twice for it has the same keys, so readers see it once.
   */
  const insertUntilIn = async (table: string, rows: Buffer, token: string): Promise<void> => {
    for (let tries = 0; ; tries++) {
      try {
        const own = tries === 0 ? token : `${token}-${randomUUID()}`
        await store.insert(table, rows, { token: own })
        return
      } catch (error) {
        if (stopped || !(error as { retryable?: boolean }).retryable) throw error
        if (tries === 0)
          logger.warn(
            { err: error, table },
            'ClickHouse does not take rows; the sink waits and tries again',
          )
        await new Promise((resolve) => setTimeout(resolve, retryAfterMs))
      }
    }
  }
  const flush = async (): Promise<void> => {
    const records = waiting
    const from = [...next]
    waiting = []
    bytes = 0
    full = Promise.withResolvers()
    drained.resolve()
    drained = Promise.withResolvers()
    for (const record of records) next[record.partition] = record.offset + 1
    const plan = { from, to: [...next] }
    await plans.store(plan)
    await insertPlanned(plan, records)
  }
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await full.promise
      if (stopped) return
      if (bytes < config.maxBytes) await new Promise((resolve) => setTimeout(resolve, everyMs))
      if (waiting.length > 0) await flush()
      deps.metrics.sinkLag(waiting[0] ? deps.clock() - waiting[0].at : 0)
    }
  }
  const readPlanned = async (
    partition: number,
    from: number,
    to: number,
  ): Promise<readonly LogRecord[]> => {
    const records: LogRecord[] = []
    await readRange(log, { topic, partition, from: before(from), to }, (record) => {
      if (record.offset >= from) records.push(record)
      else learnEpoch(record)
    })
    return records
  }
  /** A plan that a crash left behind is carried out again, from the same records. */
  const resume = async (): Promise<void> => {
    const plan = await plans.newest()
    next = plan ? [...plan.to] : Array.from({ length: log.partitions }, () => 0)
    if (!plan) return
    let records: readonly LogRecord[] = []
    for (const [partition, to] of plan.to.entries()) {
      const from = plan.from[partition] ?? 0
      if (from < to) records = records.concat(await readPlanned(partition, from, to))
    }
    if (records.length > 0) await insertPlanned(plan, records, `-again-${randomUUID()}`)
  }
  const take = async (records: readonly LogRecord[]): Promise<void> => {
    while (bytes >= config.maxBytes && !stopped) await drained.promise
    for (const record of records) {
      if (record.offset < (next[record.partition] ?? 0)) {
        learnEpoch(record)
        continue
      }
      waiting.push(record)
      bytes += record.value?.length ?? 0
    }
    full.resolve()
  }
  return {
    start: async (fail: (error: unknown) => void): Promise<void> => {
      await resume()
      subscription = await log.subscribe({
        topics: [topic],
        ...(config.partitions ? { partitions: config.partitions } : {}),
        from: (_topic, partition) => before(next[partition] ?? 0),
        onBatch: (batch) => take(batch.records),
      })
      subscription.done.catch(fail)
      running = loop()
      running.catch(fail)
    },
    stop: async (): Promise<void> => {
      if (waiting.length > 0 && !stopped) full.resolve()
      stopped = true
      drained.resolve()
      full.resolve()
      await subscription?.stop()
      await running.catch(() => undefined)
    },
  }
}

/** Carries `facts` and `state` into ClickHouse: deterministic ranges, each under its own token, stored before it is inserted. */
export const createSink = (config: SinkConfig, deps: SinkDeps): Sink => {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  const sinks = (['facts', 'state'] as const).map((topic) => createTopicSink(topic, config, deps))
  return {
    start: async () => {
      for (const sink of sinks) await sink.start(failure.reject)
    },
    stop: async () => {
      for (const sink of sinks) await sink.stop()
    },
    failed: failure.promise,
  }
}
