import { browser } from './benches/browser.ts'
import { definitionChanged } from './benches/definition-changed.ts'
import { definitions } from './benches/definitions.ts'
import { eventToGuide } from './benches/event-to-guide.ts'
import { eventToState } from './benches/event-to-state.ts'
import { ingestBatches, ingestSingle, kafkaIngest } from './benches/ingest.ts'
import { memory } from './benches/memory.ts'
import { messages } from './benches/messages.ts'
import { pipelinePeople, pipelinePerson } from './benches/pipeline.ts'
import { pqlToWebhook } from './benches/pql-to-webhook.ts'
import { restart } from './benches/restart.ts'
import { sdkSize } from './benches/sdk-size.ts'
import { simulateHistory } from './benches/simulate.ts'
import { targets } from './benches/targets.ts'
import { timers } from './benches/timers.ts'
import type { Benchmark } from './benchmark.ts'

/** Every benchmark, in the order of `npm run bench -- all`. */
export const benchmarks: readonly Benchmark[] = [
  ingestBatches,
  ingestSingle,
  pipelinePeople,
  pipelinePerson,
  definitions,
  eventToState,
  timers,
  eventToGuide,
  pqlToWebhook,
  messages,
  simulateHistory,
  restart,
  definitionChanged,
  memory,
  kafkaIngest,
  sdkSize,
  browser,
  targets,
]
