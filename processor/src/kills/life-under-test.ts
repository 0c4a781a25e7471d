import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, createMetrics } from '@waymark/runtime'
import { type EventLog, readRange } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createNotifier } from '../notify/notifier.ts'
import { secret, webhookAt } from '../notify/notifier-under-test.ts'
import { createPost } from '../notify/post.ts'
import { createProcessor } from '../shell/processor.ts'
import { settled } from '../shell/processor-under-test.ts'
import type { Delivery } from '../simulate/happening.ts'
import { watchLife } from './life-watch.ts'
import { type Death, type Die, mortalLog } from './mortal-log.ts'

export interface LifeConfig {
  readonly dir: string
  /** Where every alert and every message goes. */
  readonly hook: string
  readonly now: number
  readonly coalesceMs: number
  readonly death: Death
  /** Begins on another machine: with the log, without the cache. */
  readonly withoutCache: boolean
}

/** It died as it was meant to. */
export class Died extends Error {}

/** A processor and a notifier on a log, until they die. What is asked of a dead one is rejected with `Died`. */
export interface Life {
  /** The clock moves there, and the record lies in the log: once, where somebody was killed over it and it is there already. */
  readonly deliver: (delivery: Delivery, again: boolean) => Promise<void>
  /** Resolves once everything that is due has happened, has been told and has been sent; with when something is due next. */
  readonly rested: () => Promise<number>
  /** Ends it; of one that died, what is left of it. */
  readonly end: () => Promise<void>
}

export const partitions = 3

export const openLifeLog = (dir: string, now: () => number): ReturnType<typeof createEmbeddedLog> =>
  createEmbeddedLog({ dir: join(dir, 'log'), partitions, retainEveryMs: 0 }, { now })

const quiet = createLogger({ logLevel: 'silent' })

/**
 * Whether a record lies in the log, though nobody lived to say so. (A second one with the same events counts nothing twice, and
 * yet somebody is looked at once more in the same millisecond: it would be another life, if hardly so.)
 */
const isThere = async (log: EventLog, { key, value }: Delivery): Promise<boolean> => {
  let found = false
  for (const partition of Array(log.partitions).keys())
    await readRange(log, { topic: 'events', partition }, (record) => {
      found ||= record.key === key && Buffer.compare(record.value ?? Buffer.of(), value) === 0
    })
  return found
}

/** The log as the notifier sees it, and how far it has read. */
const observed = (log: EventLog) => {
  const read = new Map<number, number>()
  const observing: EventLog = {
    ...log,
    subscribe: (options) =>
      log.subscribe({
        ...options,
        from: async (topic, partition) => {
          const from = await options.from(topic, partition)
          read.set(partition, from)
          return from
        },
        onBatch: async (batch) => {
          await options.onBatch(batch)
          read.set(batch.partition, batch.next)
        },
      }),
  }
  const hasRead = async (): Promise<boolean> =>
    (await log.ends('state')).every((end, partition) => (read.get(partition) ?? -1) >= end)
  return { log: observing, hasRead }
}

/** Opens the log of a directory and lives there; `die` is called at the moment of death. */
export const startLife = async (config: LifeConfig, die: Die): Promise<Life> => {
  let now = config.now
  const clock = (): number => now
  const cacheDir = join(config.dir, 'cache')
  if (config.withoutCache) await rm(cacheDir, { recursive: true, force: true })
  const real = await openLifeLog(config.dir, clock)
  const mortal = mortalLog(real, config.death, die)
  const { log } = mortal
  const common = { log, clock, logger: quiet, metrics: createMetrics() }
  const processor = createProcessor({ cacheDir, coalesceMs: config.coalesceMs }, common)
  const reader = observed(log)
  const notifier = createNotifier(
    { publicUrl: 'https://app.example' },
    {
      ...common,
      log: reader.log,
      random: () => 0,
      endpoint: (_env, id) => webhookAt(id, config.hook),
      secretOf: () => ({ t: 'open', text: secret }),
      post: createPost({ allowPrivate: true, timeoutMs: 10_000, maxAnswerBytes: 1000 }),
      processorCaughtUp: processor.caughtUp,
    },
  )
  const never = new Promise<never>(() => undefined)
  const failed = Promise.race([processor.failed, notifier.done.then(() => never)])
  failed.catch(() => undefined)
  const diedOr = (error: unknown): unknown => (mortal.isDead() ? new Died() : error)
  const unlessFailed = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, failed]).catch((error: unknown) => {
      throw diedOr(error)
    })
  let stopWatch = async (): Promise<void> => undefined
  const end = async (): Promise<void> => {
    for (const stop of [notifier.stop, stopWatch, processor.stop])
      await stop().catch(() => undefined)
    await real.close()
  }
  try {
    await processor.start()
    await notifier.start()
    const watch = await watchLife(log)
    stopWatch = watch.stop
    const isRested = async (): Promise<boolean> => {
      await settled(log)
      return (await watch.isCalm()) && (await reader.hasRead()) && watch.due() > now
    }
    const rested = async (): Promise<number> => {
      // Twice: what fell due between the looks has been told and sent by the second one.
      for (let calm = 0; calm < 2; calm = (await isRested()) ? calm + 1 : 0) await pause(1)
      return watch.due()
    }
    return {
      deliver: async (delivery, again) => {
        const { key, value, at } = delivery
        now = Math.max(now, at)
        if (again && (await unlessFailed(isThere(log, delivery)))) return
        await unlessFailed(log.append([{ topic: 'events', key, value }]))
      },
      rested: () => unlessFailed(rested()),
      end,
    }
  } catch (error) {
    await end()
    throw diedOr(error)
  }
}
