import type { Json } from '@waymark/schemas'

export interface InsertOptions {
  /** Names this very block: a second insert under the same token inserts nothing. Deterministic from the log's offsets. */
  readonly token: string
  /** Rows are JSON lists of values for these columns, in this order (`JSONCompactEachRow`), instead of objects. */
  readonly columns?: readonly string[]
}

export type QueryParams = Readonly<Record<string, Json>>

/**
 * ClickHouse: the past, for people and for backfill. Adapters: chDB in the process, or a server; one contract suite.
 * SQL is ClickHouse's own, with `{name:Type}` parameters; nothing is ever concatenated into it.
 */
export interface EventStore {
  /** Brings the tables to the newest migration. Safe to call from several processes and again. */
  readonly migrate: () => Promise<void>
  /**
   * Inserts NDJSON rows (`JSONEachRow`, one object a line, unless `columns` are named) into `table`; resolves when they are visible to readers.
   * @throws StorageError `unavailable` (retryable), `rejected` (the rows do not fit the table).
   */
  readonly insert: (table: string, rows: Uint8Array, options: InsertOptions) => Promise<void>
  /** Runs a query and returns its rows as objects. 64-bit integers come back as numbers. */
  readonly query: <Row>(sql: string, params?: QueryParams) => Promise<readonly Row[]>
  /** Like `query`, row by row, without holding the result in memory. */
  readonly stream: <Row>(sql: string, params?: QueryParams) => AsyncIterable<Row>
  readonly ping: () => Promise<boolean>
  readonly close: () => Promise<void>
}
