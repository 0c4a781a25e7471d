export { ingestServerOptions } from './app.ts'
export { type HistoryRequest, readHistory } from './events/read-history.ts'
export { createIngest, type Ingest, type IngestConfig, type IngestDeps } from './ingest.ts'
export { readSdkFiles, type SdkFile, type SdkFiles } from './sdk-files/read-sdk-files.ts'
