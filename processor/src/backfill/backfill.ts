import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@waymark/runtime'
import {
  backfillKey,
  countedKey,
  type RelayRecord,
  type StoredBackfill,
  type StoredCounted,
  type SubjectKey,
  type Topic,
} from '@waymark/schemas'
import type { EventLog, EventStore, NewRecord } from '@waymark/storage'
import type { DefinitionsView } from '../shell/definitions-view.ts'
import { consumerGroup, takenUpGroup } from '../shell/partition-worker.ts'
import { routerGroup } from '../shell/router.ts'
import { countedWith, newestProgram, type Plan, planPast } from './plan-past.ts'
import { countPast, lastOfTile, mergedIn, type PastEvents, readTile } from './read-past.ts'
import { createSummaries, type PastOf, type Wanted, wantedOf } from './summarise-past.ts'

interface BackfillConfig {
  /** People whose past is read, told and noted together; 2000 unless given. */
  readonly tile?: number
  /** Records on their way to subjects at once; more wait. */
  readonly inFlight?: number
}

interface BackfillDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly clock: () => number
  readonly logger: Logger
  readonly definitions: () => Pick<DefinitionsView, 'environments' | 'known' | 'onChange'>
}

/**
 * Reads the past for definitions that need what nobody counted when it happened: from the database, tile by tile, to each subject
 * a record with the summaries of its new leaves. Exact, because a row says with which definitions it was folded: what was folded
 * before a past began is read here, the rest is counted live.
 */
export interface Backfill {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** Rejects when it cannot go on. */
  readonly failed: Promise<never>
}

/** A past that is being read, and where in `definitions` it began. */
type Job = StoredBackfill & { readonly from: number }

const pollMs = 25
const retryMs = 2000

/** Where the origins of what a past tells are counted: no partition of `state` has this number. */
const pastPartition = -1

const recordOf = (topic: Topic, key: string, value: unknown): NewRecord => ({
  topic,
  key,
  value: Buffer.from(JSON.stringify(value)),
})

const isSameJob = ({ leaves, of }: Extract<Plan, { t: 'past' }>, job: StoredBackfill): boolean =>
  JSON.stringify([leaves, of]) === JSON.stringify([job.leaves, job.of])

const isOpen = ({ ready }: StoredBackfill): boolean => ready === undefined

export const createBackfill = (config: BackfillConfig, deps: BackfillDeps): Backfill => {
  const { log, store, clock, logger } = deps
  const { tile = 2000, inFlight = 5000 } = config
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  let stopped = false
  let changed = Promise.withResolvers<void>()
  let running: Promise<void> = Promise.resolve()

  /** Compiling is dear, and is asked for with every look. */
  const plans = new Map<string, { readonly version: number; readonly plan: Plan }>()
  const planOf = (env: string): Plan => {
    const known = deps.definitions().known(env)
    const before = plans.get(env)
    if (before?.version === known.version) return before.plan
    const plan = planPast(known)
    plans.set(env, { version: known.version, plan })
    return plan
  }

  const isPast = async (ends: readonly number[], group: string, topic: Topic): Promise<boolean> => {
    const committed = await log.committed(group, topic)
    return ends.every((end, partition) => end === 0 || (committed[partition] ?? 0) >= end)
  }
  /** True once the condition holds; false where nobody wants it any more. */
  const until = async (
    isWanted: () => boolean,
    holds: () => Promise<boolean>,
  ): Promise<boolean> => {
    while (isWanted()) {
      if (await holds()) return true
      await pause(pollMs)
    }
    return false
  }
  const untilThrough = async (
    isWanted: () => boolean,
    group: string,
    topic: Topic,
  ): Promise<boolean> => {
    const ends = await log.ends(topic)
    return until(isWanted, () => isPast(ends, group, topic))
  }

  /** Every partition folds with definitions that know the job, and all that was folded with older ones is in the database. */
  const untilComplete = async ({ from }: Job, isWanted: () => boolean): Promise<boolean> => {
    for (let partition = 0; partition < log.partitions; partition++) {
      const taken = async (): Promise<boolean> => {
        const [next] = await log.committed(takenUpGroup(partition), 'definitions')
        return (next ?? 0) > from
      }
      if (!(await until(isWanted, taken))) return false
    }
    return (
      (await untilThrough(isWanted, 'sink', 'facts')) &&
      (await untilThrough(isWanted, 'sink', 'state'))
    )
  }

  /** Everything told has been folded, and so has what it made one subject tell another: a visitor, who they became, the account. */
  const untilFolded = async (isWanted: () => boolean): Promise<boolean> => {
    for (let hop = 0; hop < 3; hop++) {
      if (!(await untilThrough(isWanted, consumerGroup, 'relay'))) return false
      if (!(await untilThrough(isWanted, routerGroup, 'state'))) return false
    }
    return untilThrough(isWanted, consumerGroup, 'relay')
  }

  const note = async (job: Job): Promise<void> => {
    await log.append([recordOf('definitions', backfillKey(job.env), job)])
  }

  const tell = async (
    job: Job,
    index: number,
    told: ReadonlyMap<SubjectKey, PastOf>,
  ): Promise<void> => {
    const records: NewRecord[] = []
    for (const [subject, { leaves, orphans }] of told) {
      const hasOrphans = Object.keys(orphans).length > 0
      const record: RelayRecord = {
        v: 1,
        from: subject,
        p: pastPartition,
        o: job.from,
        i: index,
        at: 0,
        quiet: true,
        debt: { k: 'past', leaves, ...(hasOrphans ? { orphans } : {}) },
      }
      records.push(recordOf('relay', subject, record))
    }
    for (let from = 0; from < records.length; from += 500)
      await log.append(records.slice(from, from + 500))
  }

  /** Live traffic comes first: no more is told while much of it waits to be folded. */
  const untilRoom = (isWanted: () => boolean): Promise<boolean> =>
    until(isWanted, async () => {
      const [ends, committed] = await Promise.all([
        log.ends('relay'),
        log.committed(consumerGroup, 'relay'),
      ])
      const waiting = ends.reduce((sum, end, p) => sum + Math.max(0, end - (committed[p] ?? 0)), 0)
      return waiting < inFlight
    })

  const readOne = async (
    past: PastEvents,
    wanted: Wanted,
    range: { readonly after: string; readonly to: string },
  ) => {
    const merged = await mergedIn(store, past.env, range)
    const summaries = createSummaries(wanted, merged)
    for await (const event of readTile(store, past, range)) summaries.take(event)
    return summaries
  }

  /** Tells tile after tile. What was told before a crash and not noted is told again, and known by its origin. */
  const tellAll = async (job: Job, wanted: Wanted, isWanted: () => boolean): Promise<Job> => {
    const past = { env: job.env, from: job.from, listens: wanted.listens }
    let now: Job = job.after ? job : { ...job, events: await countPast(store, past) }
    for (let index = now.tiles; isWanted(); index++) {
      const after = now.after ?? ''
      const to = await lastOfTile(store, past, { after, most: tile })
      if (to === undefined) return now
      const summaries = await readOne(past, wanted, { after, to })
      if (!(await untilRoom(isWanted))) return now
      await tell(now, index, summaries.end())
      now = { ...now, after: to, read: now.read + summaries.read(), tiles: index + 1 }
      await note(now)
    }
    return now
  }

  const finish = async (job: Job): Promise<void> => {
    const { env } = job
    const definitions = countedWith(deps.definitions().known(env), job.leaves)
    if (!definitions) return
    const at = clock()
    const counted: StoredCounted = { t: 'counted', env, at, definitions }
    await log.append([recordOf('definitions', countedKey(env), counted)])
    await note({ ...job, ready: at })
    logger.info({ env, events: job.read, definitions: Object.keys(job.of) }, 'a past was read')
  }

  const run = async (job: Job): Promise<void> => {
    const isWanted = (): boolean => {
      if (stopped) return false
      const plan = planOf(job.env)
      return plan.t === 'past' && isSameJob(plan, job)
    }
    const program = newestProgram(deps.definitions().known(job.env))
    if (!program || !(await untilComplete(job, isWanted))) return
    const told = await tellAll(job, wantedOf(program, job.leaves), isWanted)
    if (!isWanted() || !(await untilFolded(isWanted))) return
    await finish(told)
  }

  const begin = async (
    env: string,
    { leaves, of }: Extract<Plan, { t: 'past' }>,
  ): Promise<void> => {
    const at = clock()
    const job: StoredBackfill = { t: 'backfill', env, at, leaves, of, events: 0, read: 0, tiles: 0 }
    await log.append([recordOf('definitions', backfillKey(env), job)])
  }

  const noteCounted = async (
    env: string,
    definitions: StoredCounted['definitions'],
  ): Promise<void> => {
    const counted: StoredCounted = { t: 'counted', env, at: clock(), definitions }
    await log.append([recordOf('definitions', countedKey(env), counted)])
  }

  /** Does what there is to do; what it notes is a change, so that it is called again. */
  const act = async (env: string): Promise<void> => {
    const known = deps.definitions().known(env)
    const plan = planOf(env)
    if (plan.t === 'nothing') return
    if (plan.t !== 'past') await noteCounted(env, plan.definitions)
    else if (known.past?.from !== undefined && isOpen(known.past) && isSameJob(plan, known.past))
      await run({ ...known.past, from: known.past.from })
    else await begin(env, plan)
  }

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const next = changed.promise
      for (const env of deps.definitions().environments()) {
        if (stopped) return
        try {
          await act(env)
        } catch (error) {
          if (stopped || (error as { retryable?: boolean }).retryable !== true) throw error
          logger.warn({ err: error, env }, 'the past cannot be read now; it is tried again')
          setTimeout(() => changed.resolve(), retryMs).unref()
        }
      }
      await next
      changed = Promise.withResolvers()
    }
  }

  return {
    start: async () => {
      deps.definitions().onChange(() => changed.resolve())
      running = loop()
      running.catch(failure.reject)
    },
    stop: async () => {
      stopped = true
      changed.resolve()
      await running.catch(() => undefined)
    },
    failed: failure.promise,
  }
}
