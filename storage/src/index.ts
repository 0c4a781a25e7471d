export { cacheFolder, hasRoom } from './cache-directory.ts'
export { type DirectoryLock, lockDirectory } from './embedded/directory-lock.ts'
export { epochsAt } from './epochs-at.ts'
export type {
  EventLog,
  EventLogDeps,
  LogBatch,
  LogRecord,
  Lost,
  NewRecord,
  Passed,
  Position,
  SubscribeOptions,
  Subscription,
} from './event-log.ts'
export type { EventStore, InsertOptions, QueryParams } from './event-store.ts'
export { createFactsReader, type FactsReader } from './facts-reader.ts'
export { type Following, followTopic, type Onward } from './follow-topic.ts'
export { type Range, type Ranges, readRange, readRanges } from './read-range.ts'
export {
  createStateReader,
  parseStateHead,
  parseStateLine,
  type StateLine,
  type StateReader,
  type StateReaderOptions,
} from './state-reader.ts'
export { StorageError, type StorageErrorCode } from './storage-error.ts'
