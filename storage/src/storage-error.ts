/** Why storage could not do what was asked. */
export type StorageErrorCode =
  | 'unavailable'
  | 'disk_full'
  | 'in_use'
  | 'corrupt'
  | 'too_large'
  | 'unknown_outcome'
  | 'closed'
  | 'rejected'

interface StorageErrorInit {
  readonly code: StorageErrorCode
  /** True where the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** Of an insert that was rejected: the row at fault, counted from 1, where one is named. */
  readonly row?: number
  /** Of a log that was installed with another number of partitions: how many it has. */
  readonly partitions?: number
  readonly cause?: unknown
}

/**
 * Broken infrastructure behind a port. Expected outcomes are values; this is thrown.
 * `unknown_outcome` means that a write may or may not have happened: the writer has to read before it writes again.
 */
export class StorageError extends Error {
  readonly code: StorageErrorCode
  readonly retryable: boolean
  readonly row: number | undefined
  readonly partitions: number | undefined

  constructor(message: string, init: StorageErrorInit) {
    super(message, { cause: init.cause })
    this.name = 'StorageError'
    this.code = init.code
    this.retryable = init.retryable
    this.row = init.row
    this.partitions = init.partitions
  }
}
