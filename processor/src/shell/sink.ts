import type { StateEnvelope } from '@waymark/schemas'
import {
  createFactsReader,
  type EventLog,
  epochsAt,
  type LogRecord,
  readRange,
  type Subscription,
} from '@waymark/storage'
import { createEnvelopeReader } from './newest-epoch.ts'
import { createSinkFlow, type SinkDeps, type SinkFlow } from './sink-flow.ts'
import { gatherChanges, gatherFacts, gatherSnapshots } from './sink-rows.ts'

export interface SinkConfig {
  /** Facts are inserted at most this often, 500 ms unless given, … */
  readonly factsEveryMs?: number
  /** … transitions, with the snapshots of whom they happened to, at most this often, 1 s unless given, … */
  readonly changesEveryMs?: number
  /** … and the snapshots of others at most this often: where many wait, 10 s instead of 1 s unless given; … */
  readonly snapshotsEveryMs?: number
  /** … or when this much is waiting; 16 MiB unless given. */
  readonly maxBytes?: number
  readonly partitions?: readonly number[]
}

export interface Sink {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly failed: Promise<never>
}

/** How far events and transitions are in ClickHouse. */
const sinkGroup = 'sink'
const snapshotGroup = 'sink-snapshots'

const few = 1000

/** Few are shown at once; many, of whom each comes again soon, are worth waiting for. */
const snapshotsEveryMs = (waiting: number): number => (waiting < few ? 1000 : 10_000)

const createFlows = (config: SinkConfig, deps: SinkDeps) => {
  const place = (config.partitions ?? ['all']).join(',')
  const maxBytes = config.maxBytes ?? 16 * 1024 * 1024
  const { factsEveryMs = 500, changesEveryMs = 1000, snapshotsEveryMs: given } = config
  const flow = (
    name: string,
    own: Pick<Parameters<typeof createSinkFlow>[0], 'topic' | 'group' | 'gather' | 'everyMs'>,
  ): SinkFlow => createSinkFlow({ ...own, name: `${name}/${place}`, maxBytes }, deps)
  return {
    facts: [
      flow('facts', {
        topic: 'facts',
        group: sinkGroup,
        gather: gatherFacts,
        everyMs: () => factsEveryMs,
      }),
    ],
    state: [
      flow('changes', {
        topic: 'state',
        group: sinkGroup,
        gather: gatherChanges,
        everyMs: () => changesEveryMs,
      }),
      flow('snapshots', {
        topic: 'state',
        group: snapshotGroup,
        gather: gatherSnapshots,
        everyMs: given === undefined ? snapshotsEveryMs : () => given,
      }),
    ],
  }
}

/** What is to be taken of a record. */
type Read = (record: LogRecord) => {
  readonly record: LogRecord
  readonly envelope?: StateEnvelope | undefined
}

/** Reads a topic as it counts from these offsets on; of what does not count nothing is taken. */
const createReader = async (
  { log, topic }: Source,
  from: readonly (number | undefined)[],
): Promise<Read> => {
  const epochs = await epochsAt(log, { topic, offsets: from })
  const known = (partition: number): number | undefined => epochs[partition]
  if (topic === 'state') {
    const envelopeOf = createEnvelopeReader(known)
    return (record) => ({ record, envelope: envelopeOf(record) })
  }
  const { counts } = createFactsReader({ known })
  return (record) => ({ record: counts(record) ? record : { ...record, value: null } })
}

interface Source {
  readonly log: EventLog
  readonly topic: 'facts' | 'state'
  readonly partitions: SinkConfig['partitions']
}

const resume = async (source: Source, flow: SinkFlow): Promise<void> => {
  const { log, topic } = source
  await flow.resume(async (plan, into) => {
    const read = await createReader(source, plan.from)
    for (const [partition, to] of plan.to.entries()) {
      const from = plan.from[partition] ?? 0
      if (from >= to) continue
      await readRange(log, { topic, partition, from, to }, (one) => {
        const { record, envelope } = read(one)
        into.add(record, envelope)
      })
    }
  })
}

/** Reads a topic once for all its flows. */
const startTopic = async (source: Source, flows: readonly SinkFlow[]): Promise<Subscription> => {
  const { log, topic, partitions } = source
  for (const flow of flows) await resume(source, flow)
  const first = (partition: number): number =>
    Math.min(...flows.map((flow) => flow.next(partition)))
  const starts = Array.from({ length: log.partitions }, (_, partition) =>
    partitions?.includes(partition) === false ? undefined : first(partition),
  )
  const read = await createReader(source, starts)
  const take = (one: LogRecord): void => {
    const { record, envelope } = read(one)
    for (const flow of flows) flow.take(record, envelope)
  }
  return log.subscribe({
    topics: [topic],
    ...(partitions ? { partitions } : {}),
    from: (_topic, partition) => starts[partition] ?? 0,
    onBatch: async ({ records }) => {
      for (const flow of flows) await flow.room()
      records.forEach(take)
    },
    onSkip: (passed) => {
      for (const flow of flows) flow.skip(passed)
    },
  })
}

/** Carries `facts` and `state` into ClickHouse: deterministic ranges, each under its own token, stored before it is inserted. */
export const createSink = (config: SinkConfig, deps: SinkDeps): Sink => {
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  const flows = createFlows(config, deps)
  const subscriptions: Subscription[] = []
  const start = async (): Promise<void> => {
    for (const topic of ['facts', 'state'] as const) {
      const source = { log: deps.log, topic, partitions: config.partitions }
      const subscription = await startTopic(source, flows[topic])
      subscriptions.push(subscription)
      subscription.done.catch(failure.reject)
      for (const flow of flows[topic]) flow.run().catch(failure.reject)
    }
  }
  return {
    start,
    stop: async () => {
      const all = [...flows.facts, ...flows.state]
      for (const flow of all) flow.halt()
      for (const subscription of subscriptions) await subscription.stop()
      for (const flow of all) await flow.ended()
    },
    failed: failure.promise,
  }
}
