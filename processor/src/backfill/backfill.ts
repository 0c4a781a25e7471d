import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@waymark/runtime'
import { backfillKey, countedKey, type StoredBackfill, type StoredCounted } from '@waymark/schemas'
import type { EventLog, EventStore } from '@waymark/storage'
import type { DefinitionsView } from '../shell/definitions-view.ts'
import { countedWith, newestProgram, type Plan, planPast } from './plan-past.ts'
import { type Job, recordOf, type TellDeps, tellDecided, tellLeaves } from './tell-past.ts'
import { createWaits } from './wait-for-log.ts'

interface BackfillConfig {
  /** People whose past is read, told and noted together; 2000 unless given. */
  readonly tile?: number
  /** Records on their way to subjects at once; more wait. 5000 unless given. */
  readonly inFlight?: number
  /**
   * Of longer pasts it is not asked when definitions would have decided: that question holds all of them in the database's memory.
   * A million events unless given.
   */
  readonly decidedMost?: number
}

interface BackfillDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly clock: () => number
  readonly logger: Logger
  readonly definitions: () => Pick<DefinitionsView, 'environments' | 'known' | 'onChange' | 'upTo'>
  /** Told of what went wrong and is tried again. */
  readonly onFailure?: (error: unknown) => void
}

/**
 * Reads the past for definitions that need what nobody counted when it happened: from the database, tile by tile, to each subject
 * a record with the summaries of its new leaves. Of what is counted exact, because a row says with which definitions it was folded:
 * what was folded before a past began is read here, the rest is counted live. Of dates not always: of an account whose members were
 * active at the same moment the deciding event may be another one than live, as the rows tell when each member's event was folded and
 * not in which order the account heard of them.
 */
export interface Backfill {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const retryMs = 2000

type PastPlan = Extract<Plan, { t: 'past' }>

/** Whether all that is being read is still wanted. What was published meanwhile has its turn afterwards, or nothing would ever be ready. */
const isStillWanted = ({ leaves, of }: PastPlan, job: StoredBackfill): boolean =>
  job.leaves.every((leaf) => leaves.includes(leaf)) &&
  Object.entries(job.of).every(([name, version]) => of[name] === version)

/** Compiling is dear, and a plan is asked for with every look. */
const createPlans = (definitions: BackfillDeps['definitions']) => {
  const plans = new Map<string, { readonly version: number; readonly plan: Plan }>()
  return (env: string): Plan => {
    const known = definitions().known(env)
    const before = plans.get(env)
    if (before?.version === known.version) return before.plan
    const plan = planPast(known)
    plans.set(env, { version: known.version, plan })
    return plan
  }
}

/** What there is to do about an environment; what it notes is a change, so that it is asked again. */
const createActor = (
  { definitions, ...deps }: TellDeps & Pick<BackfillDeps, 'definitions' | 'logger'>,
  isStopped: () => boolean,
) => {
  const { log, clock, logger, waits } = deps
  const planOf = createPlans(definitions)

  /** Resolves once it is known here, too: who looks before would begin the same past once more, and leave the first untold. */
  const note = async (key: string, record: StoredCounted | StoredBackfill): Promise<void> => {
    const [position] = await log.append([recordOf('definitions', key, record)])
    if (position) await definitions().upTo(position.offset)
  }

  const noteCounted = (
    env: string,
    counted: Pick<StoredCounted, 'definitions' | 'past'>,
  ): Promise<void> => note(countedKey(env), { t: 'counted', env, at: clock(), ...counted })

  const notePast = (past: StoredBackfill): Promise<void> => note(backfillKey(past.env), past)

  const finish = async (job: Job): Promise<void> => {
    const { env } = job
    const counted = countedWith(definitions().known(env), job)
    if (!counted) return
    await noteCounted(env, { definitions: counted, past: job.from })
    await notePast({ ...job, ready: clock() })
    logger.info({ env, events: job.read, definitions: Object.keys(job.of) }, 'a past was read')
  }

  const run = async (job: Job): Promise<void> => {
    const { env } = job
    const isWanted = (): boolean => {
      if (isStopped()) return false
      const plan = planOf(env)
      return plan.t === 'past' && isStillWanted(plan, job)
    }
    const program = newestProgram(definitions().known(env))
    if (!program || !(await waits.untilComplete(job.from, isWanted))) return
    const told = await tellLeaves(deps, { job, program }, isWanted)
    if (!isWanted()) return
    await tellDecided(deps, { job: told, program, known: definitions().known(env) }, isWanted)
    if (isWanted() && (await waits.untilFolded(isWanted))) await finish(told)
  }

  const begin = (env: string, { leaves, of }: PastPlan): Promise<void> =>
    notePast({ t: 'backfill', env, at: clock(), leaves, of, events: 0, read: 0, tiles: 0 })

  return async (env: string): Promise<void> => {
    const { past, counted } = definitions().known(env)
    const plan = planOf(env)
    if (plan.t === 'nothing') return
    if (plan.t !== 'past')
      await noteCounted(env, {
        definitions: plan.definitions,
        ...(counted?.past === undefined ? {} : { past: counted.past }),
      })
    else if (past?.from !== undefined && past.ready === undefined && isStillWanted(plan, past))
      await run({ ...past, from: past.from })
    else await begin(env, plan)
  }
}

export const createBackfill = (config: BackfillConfig, deps: BackfillDeps): Backfill => {
  const { log, logger, definitions, onFailure } = deps
  const { tile = 2000, inFlight = 5000, decidedMost = 1_000_000 } = config
  let stopped = false
  let changed = Promise.withResolvers<void>()
  let running: Promise<void> = Promise.resolve()
  const waits = createWaits(log, inFlight)
  const act = createActor({ ...deps, waits, tile, decidedMost }, () => stopped)

  /** What is live goes on: a past that cannot be read is no reason to stop. */
  const actOrRetry = async (env: string): Promise<void> => {
    try {
      await act(env)
    } catch (error) {
      if (stopped) return
      logger.warn({ err: error, env }, 'the past cannot be read now; it is tried again')
      onFailure?.(error)
      void pause(retryMs, undefined, { ref: false }).then(() => changed.resolve())
    }
  }

  const loop = async (): Promise<void> => {
    while (!stopped) {
      const next = changed.promise
      for (const env of definitions().environments()) if (!stopped) await actOrRetry(env)
      await next
      changed = Promise.withResolvers()
    }
  }

  return {
    start: async () => {
      definitions().onChange(() => changed.resolve())
      running = loop()
    },
    stop: async () => {
      stopped = true
      changed.resolve()
      await running
    },
  }
}
