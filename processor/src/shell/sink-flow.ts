import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger, Metrics } from '@waymark/runtime'
import type { StateEnvelope } from '@waymark/schemas'
import type { EventLog, EventStore, LogRecord, Passed } from '@waymark/storage'
import { createInsertRange } from './insert-range.ts'
import { createSinkPlans, type SinkPlan } from './sink-plan.ts'
import type { Gathering } from './sink-rows.ts'

export interface SinkDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: () => number
}

/** What a flow carries, how often, and as whom it says how far it is. */
export interface FlowConfig {
  readonly topic: 'facts' | 'state'
  readonly group: string
  /** Names its plans; another one for other partitions. */
  readonly name: string
  readonly gather: () => Gathering
  /** How long to gather before an insert, by how many records wait. */
  readonly everyMs: (waiting: number) => number
  /** Inserts earlier when this much waits. */
  readonly maxBytes: number
}

/** Some of a topic on its way into ClickHouse: deterministic ranges, each stored as a plan before it is inserted. */
export interface SinkFlow {
  /** Carries out again, from the same records, the plan that a crash may have left half done. */
  readonly resume: (read: (plan: SinkPlan, into: Gathering) => Promise<void>) => Promise<void>
  /** The first offset of a partition that is in no plan yet; what lies before it is not taken. */
  readonly next: (partition: number) => number
  /** Takes a record, in the order of its partition; one of `state` with its envelope where it counts. */
  readonly take: (record: LogRecord, envelope?: StateEnvelope) => void
  /** Goes on behind what is no longer kept: the next plan says so. */
  readonly skip: (passed: Passed) => void
  /** Resolves once there is room for more. */
  readonly room: () => Promise<void>
  /** Inserts what was taken until it is stopped. */
  readonly run: () => Promise<void>
  /** Takes no more room; what is being inserted is finished. */
  readonly halt: () => void
  readonly ended: () => Promise<void>
}

const tickMs = 500

export const createSinkFlow = (config: FlowConfig, deps: SinkDeps): SinkFlow => {
  const { maxBytes } = config
  const { log } = deps
  const plans = createSinkPlans(log, config.name)
  let gathering = config.gather()
  let waitingSince: number | undefined
  let some = Promise.withResolvers<void>()
  let drained = Promise.withResolvers<void>()
  let planned: number[] = []
  let next: number[] = []
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const insertRange = createInsertRange(config, { ...deps, isStopped: () => stopped })

  const flush = async (): Promise<void> => {
    const ready = gathering
    const plan = { from: planned, to: [...next] }
    planned = plan.to
    gathering = config.gather()
    waitingSince = undefined
    some = Promise.withResolvers()
    drained.resolve()
    drained = Promise.withResolvers()
    await plans.store(plan)
    await insertRange(plan, ready)
  }
  /** Waits in short steps, because how long it is to wait depends on how much comes meanwhile. */
  const gatherSome = async (): Promise<void> => {
    const began = deps.clock()
    for (;;) {
      const left = began + config.everyMs(gathering.size()) - deps.clock()
      if (stopped || gathering.bytes() >= maxBytes || left <= 0) return
      await pause(Math.min(left, tickMs))
    }
  }
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await some.promise
      if (stopped) return
      await gatherSome()
      await flush()
      deps.metrics.sinkLag(waitingSince === undefined ? 0 : deps.clock() - waitingSince)
    }
  }
  return {
    resume: async (read) => {
      const plan = await plans.newest()
      next = plan ? [...plan.to] : Array.from({ length: log.partitions }, () => 0)
      planned = [...next]
      if (!plan) return
      const half = config.gather()
      await read(plan, half)
      if (half.size() > 0) await insertRange(plan, half, `-again-${randomUUID()}`)
    },
    next: (partition) => next[partition] ?? 0,
    take: (record, envelope) => {
      if (record.offset < (next[record.partition] ?? 0)) return
      next[record.partition] = record.offset + 1
      gathering.add(record, envelope)
      waitingSince ??= record.at
      some.resolve()
    },
    skip: ({ partition, next: to }) => {
      if (to <= (next[partition] ?? 0)) return
      next[partition] = to
      some.resolve()
    },
    room: async () => {
      while (gathering.bytes() >= maxBytes && !stopped) await drained.promise
    },
    run: () => {
      running = loop()
      return running
    },
    halt: () => {
      stopped = true
      drained.resolve()
      some.resolve()
    },
    ended: () => running.catch(() => undefined),
  }
}
