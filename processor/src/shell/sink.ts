import { type EventLog, type LogRecord, readRange, type Subscription } from '@waymark/storage'
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
export const sinkGroup = 'sink'
const snapshotGroup = 'sink-snapshots'

/** Read again on start, for the epoch only: a replaced owner's record may come right after. */
const lookBack = 1000
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

const resume = async (log: EventLog, topic: 'facts' | 'state', flow: SinkFlow): Promise<void> => {
  const envelopeOf = createEnvelopeReader()
  await flow.resume((partition, from, to, into) =>
    readRange(log, { topic, partition, from: Math.max(0, from - lookBack), to }, (record) => {
      const envelope = topic === 'state' ? envelopeOf(record) : undefined
      if (record.offset >= from) into.add(record, envelope)
    }),
  )
}

/** Reads a topic once for all its flows. */
const startTopic = async (
  topic: 'facts' | 'state',
  flows: readonly SinkFlow[],
  { log, partitions }: { readonly log: EventLog; readonly partitions: SinkConfig['partitions'] },
): Promise<Subscription> => {
  for (const flow of flows) await resume(log, topic, flow)
  const envelopeOf = createEnvelopeReader()
  const take = (record: LogRecord): void => {
    const envelope = topic === 'state' ? envelopeOf(record) : undefined
    for (const flow of flows) flow.take(record, envelope)
  }
  return log.subscribe({
    topics: [topic],
    ...(partitions ? { partitions } : {}),
    from: (_topic, partition) => {
      const first = Math.min(...flows.map((flow) => flow.next(partition)))
      return topic === 'state' ? Math.max(0, first - lookBack) : first
    },
    onBatch: async ({ records }) => {
      for (const flow of flows) await flow.room()
      records.forEach(take)
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
      const { log } = deps
      const subscription = await startTopic(topic, flows[topic], {
        log,
        partitions: config.partitions,
      })
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
