import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/**
 * Every figure that Waymark exposes: a closed list. Counting is adding to a number; labels are resolved when somebody
 * scrapes, so that an event costs no allocation.
 */
export interface Metrics {
  /** Events that were durable before their request was answered. */
  readonly accepted: (events: number) => void
  /** Events or requests that were refused, by error code. */
  readonly refused: (code: string, count?: number) => void
  /** How long a durable append took, in ms. */
  readonly appended: (ms: number) => void
  /** How long the fold of a batch took, in ms. */
  readonly folded: (ms: number) => void
  /** How many records a consumer is behind the end of its topic. */
  readonly lag: (consumer: string, records: number) => void
  /** For how long, in ms, events of a partition wait and none of them is folded; 0 where none waits. */
  readonly stalled: (partition: number, ms: number) => void
  /** Records of a topic that were kept no longer when somebody wanted to read them. */
  readonly lost: (topic: string, records: number) => void
  /** Deadlines that are due and not yet fired. */
  readonly timersDue: (count: number) => void
  /** Message decisions by reason. */
  readonly decided: (reason: string, count?: number) => void
  /** Age of the oldest record that the sink has not inserted, in ms. */
  readonly sinkLag: (ms: number) => void
  /** Live streams that are open. */
  readonly streams: (open: number) => void
  /** What `/metrics` answers: Prometheus' text format. */
  readonly expose: () => Promise<string>
  readonly contentType: string
}

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Named {
  readonly name: string
  readonly help: string
}

const add = (counts: Map<string, number>, key: string, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

const countedBy = (registry: Registry, label: string, named: Named): Map<string, number> => {
  const counts = new Map<string, number>()
  new Counter({
    ...named,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [value, count] of counts) this.inc({ [label]: value }, count)
    },
  })
  return counts
}

const processFigures = (registry: Registry): void => {
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of the process',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process, user and system',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage()
      this.reset()
      this.inc((user + system) / 1e6)
    },
  })
}

/** One per process. */
export const createMetrics = (): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  let accepted = 0
  new Counter({
    name: 'waymark_events_accepted_total',
    help: 'Events that were durable before their request was answered',
    registers,
    collect() {
      this.reset()
      this.inc(accepted)
    },
  })
  const refused = countedBy(registry, 'code', {
    name: 'waymark_refused_total',
    help: 'Events or requests that were refused, by error code',
  })
  const decided = countedBy(registry, 'reason', {
    name: 'waymark_decisions_total',
    help: 'Message decisions by reason',
  })
  const lost = countedBy(registry, 'topic', {
    name: 'waymark_lost_records_total',
    help: 'Records that were kept no longer when somebody wanted to read them',
  })
  const histogram = (named: Named) => new Histogram({ ...named, buckets: seconds, registers })
  const gauge = (named: Named) => new Gauge({ ...named, registers })
  const append = histogram({ name: 'waymark_append_seconds', help: 'Time of a durable append' })
  const fold = histogram({ name: 'waymark_fold_seconds', help: 'Time of folding a batch' })
  const timers = gauge({ name: 'waymark_timers_due', help: 'Deadlines due and not yet fired' })
  const sink = gauge({
    name: 'waymark_sink_lag_seconds',
    help: 'Age of what the sink still has to insert',
  })
  const streams = gauge({ name: 'waymark_streams_open', help: 'Live streams that are open' })
  const lag = new Gauge({
    name: 'waymark_lag_records',
    help: 'Records that a consumer is behind',
    labelNames: ['consumer'],
    registers,
  })
  const stalled = new Gauge({
    name: 'waymark_stalled_seconds',
    help: 'How long events of a partition have been seen to wait while none of them was folded',
    labelNames: ['partition'],
    registers,
  })
  processFigures(registry)
  return {
    accepted: (events) => {
      accepted += events
    },
    refused: (code, count = 1) => add(refused, code, count),
    appended: (ms) => append.observe(ms / 1000),
    folded: (ms) => fold.observe(ms / 1000),
    lag: (consumer, records) => lag.set({ consumer }, records),
    stalled: (partition, ms) => stalled.set({ partition }, ms / 1000),
    lost: (topic, records) => add(lost, topic, records),
    timersDue: (count) => timers.set(count),
    decided: (reason, count = 1) => add(decided, reason, count),
    sinkLag: (ms) => sink.set(ms / 1000),
    streams: (open) => streams.set(open),
    expose: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
