export { directoryOwner } from './directory-lock.ts'
export {
  createEmbeddedLog,
  type EmbeddedLog,
  type EmbeddedLogConfig,
  type EmbeddedLogDeps,
} from './embedded-log.ts'
export { type EmbeddedLogReader, openEmbeddedLogReadOnly } from './embedded-log-reader.ts'
