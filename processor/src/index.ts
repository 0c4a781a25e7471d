export { type Backfill, createBackfill } from './backfill/backfill.ts'
export { explainDefinitions } from './explain/explain-definitions.ts'
export { type Explained, explainMessages } from './explain/explain-messages.ts'
export { drawOf } from './fold/engagements/draw.ts'
export { type Folded, fold } from './fold/fold.ts'
export type { FoldInput } from './fold/inputs/input.ts'
export type { AccountState, PersonState, SubjectState } from './fold/state.ts'
export {
  type AddressRules,
  checkEndpointUrl,
  createMailer,
  createNotifier,
  createPost,
  type Notifier,
} from './notify/index.ts'
export { compileProgram, type Published } from './program/compile-program.ts'
export { CycleError } from './program/in-order.ts'
export type { Program } from './program/program.ts'
export { takenUpGroup } from './shell/partition-worker.ts'
export { createPatientLog, type PatientLog } from './shell/patient-log.ts'
export {
  createProcessor,
  type Processor,
  type ProcessorConfig,
  type ProcessorDeps,
} from './shell/processor.ts'
export { createSink, type Sink, type SinkConfig } from './shell/sink.ts'
export type { Because, Delivery, Happening } from './simulate/happening.ts'
export { sayTransition } from './simulate/say-transition.ts'
export { sayWho } from './simulate/say-who.ts'
export { endOf, simulate } from './simulate/simulate.ts'
export type { Tally } from './simulate/tally.ts'
