import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Logger, Metrics } from '@waymark/runtime'
import { type EventLog, lockDirectory, type Subscription } from '@waymark/storage'
import { openCache } from './cache.ts'
import { createDeadlines } from './deadlines.ts'
import { type DefinitionsView, followDefinitions } from './definitions-view.ts'
import { createMeeting } from './meet-all.ts'
import { consumerGroup, createPartitionWorker, type PartitionWorker } from './partition-worker.ts'
import { startRouter } from './router.ts'
import { createWaitByLoad } from './wait-by-load.ts'

export interface ProcessorConfig {
  /** Directory of the local cache. */
  readonly cacheDir: string
  /** Partitions that this process owns; all when absent. */
  readonly partitions?: readonly number[]
  /** Subjects kept as objects; 20,000 unless given. */
  readonly hot?: number
  /** How long a snapshot that decided nothing may wait to be written; between 0.1 and 15 s, by the load, unless given. */
  readonly coalesceMs?: number
}

export interface ProcessorDeps {
  readonly log: EventLog
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
}

export interface Processor {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Rejects when the processor cannot go on: the process has to end and start again. */
  readonly failed: Promise<never>
  readonly definitions: () => DefinitionsView
  /** Resolves once all that the log held when the processor started has been folded. */
  readonly caughtUp: () => Promise<void>
  /** How many records of its partitions the log holds that are not folded yet. */
  readonly behind: () => Promise<number>
}

const allOf = (partitions: number): readonly number[] =>
  Array.from({ length: partitions }, (_, p) => p)

/** What it still writes counts for nobody. Its memory is not what the log says any more, so that it could not go on either. */
const replaced = (partition: number): Error =>
  new Error(
    `another processor has taken over partition ${partition}: this one ends. Give each its own partitions (WAYMARK_OWNS), or run one`,
  )

/** Fails as the first of them fails, but only once all have ended: none goes on with what is closed after a failure. */
const allOfThem = async (work: readonly Promise<void>[]): Promise<void> => {
  const ends = await Promise.allSettled(work)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Returns a check to call after every batch; it tells `done` when the workers are past what the log holds now. */
const whenReached = async (
  log: EventLog,
  workers: readonly PartitionWorker[],
  done: () => void,
): Promise<() => void> => {
  const ends = { events: await log.ends('events'), relay: await log.ends('relay') }
  let open = true
  return () => {
    if (!open) return
    const topics = ['events', 'relay'] as const
    if (
      !workers.every((w) =>
        topics.every((topic) => w.folded(topic) >= (ends[topic][w.partition] ?? 0)),
      )
    )
      return
    open = false
    done()
  }
}

/**
 * Log in; state and transitions out. Takes its partitions over, restores what it has to, then folds what arrives and fires what
 * falls due.
 */
export const createProcessor = (config: ProcessorConfig, deps: ProcessorDeps): Processor => {
  const { log, logger, clock } = deps
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  const stops: (() => Promise<void>)[] = []
  const caughtUp = Promise.withResolvers<void>()
  let view: DefinitionsView | undefined
  let workers: readonly PartitionWorker[] = []
  const definitions = (): DefinitionsView => {
    if (!view) throw new Error('the processor has not started')
    return view
  }
  const watch = ({ done, stop }: Subscription): void => {
    done.catch(failure.reject)
    stops.push(stop)
  }

  const startParts = async (): Promise<void> => {
    const dir = join(config.cacheDir, 'processor')
    const lock = lockDirectory(dir)
    stops.push(async () => lock.release())
    const cache = openCache(dir, log.id)
    stops.push(cache.close)
    view = await followDefinitions(log, logger)
    watch(view)
    const owned = config.partitions ?? allOf(log.partitions)
    const owner = randomUUID()
    const { coalesceMs } = config
    const hot = Math.ceil((config.hot ?? 20_000) / owned.length)
    const workerDeps = {
      ...deps,
      cache,
      owner,
      hot,
      programOf: view.programOf,
      definitionsRead: view.read,
      definitionsUpTo: view.upTo,
      coalesceMs: coalesceMs === undefined ? createWaitByLoad() : () => coalesceMs,
      onError: failure.reject,
    }
    workers = owned.map((partition) => createPartitionWorker(partition, workerDeps))
    await allOfThem(workers.map((worker) => worker.takeOver()))
    stops.push(() => allOfThem(workers.map((worker) => worker.stop())))
    const workerOf = new Map(workers.map((worker) => [worker.partition, worker]))
    const deadlines = (['people', 'accounts'] as const).map((whose) =>
      createDeadlines({ ...{ whose, log, cache, workers }, clock, onError: failure.reject }),
    )
    const lookForDue = (): void => {
      for (const { look } of deadlines) look()
    }
    const reached = await whenReached(log, workers, caughtUp.resolve)
    const look = (): void => {
      reached()
      lookForDue()
    }
    const endIfReplaced = (partition: number, epoch: number): void => {
      const own = workerOf.get(partition)?.epoch()
      if (own !== undefined && epoch > own) failure.reject(replaced(partition))
    }
    watch(await startRouter({ log, partitions: config.partitions, onTakeOver: endIfReplaced }))
    watch(
      await log.subscribe({
        topics: ['events', 'relay'],
        ...(config.partitions ? { partitions: config.partitions } : {}),
        from: (topic, partition) =>
          workerOf.get(partition)?.folded(topic === 'relay' ? 'relay' : 'events') ?? 0,
        onBatch: async (batch) => {
          await workerOf.get(batch.partition)?.handle(batch)
          look()
        },
        onSkip: async (passed) => {
          await workerOf.get(passed.partition)?.skip(passed)
          look()
        },
      }),
    )
    stops.push(...deadlines.map(({ stop }) => stop))
    const meeting = createMeeting({
      ...deps,
      cache,
      workers,
      toMeet: view.toMeet,
      onMet: lookForDue,
      onError: failure.reject,
    })
    stops.push(meeting.stop)
    view.onCounted(meeting.look)
    meeting.look()
    look()
    logger.info({ partitions: owned.length, group: consumerGroup }, 'the processor folds')
  }

  const behind = async (): Promise<number> => {
    let records = 0
    for (const topic of ['events', 'relay'] as const) {
      const ends = await log.ends(topic)
      for (const worker of workers)
        records += Math.max(0, (ends[worker.partition] ?? 0) - worker.folded(topic))
    }
    return records
  }

  const stopParts = async (): Promise<void> => {
    const failures: unknown[] = []
    for (const stop of stops.splice(0).reverse())
      await stop().catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw failures[0]
  }

  return {
    start: async () => {
      try {
        await startParts()
      } catch (error) {
        // What had started would go on beside the processor that is started next.
        await stopParts().catch(() => undefined)
        throw error
      }
    },
    stop: stopParts,
    failed: failure.promise,
    definitions,
    caughtUp: () => caughtUp.promise,
    behind,
  }
}
