import { StorageError } from './storage-error.ts'

/** What every call on a closed log answers. */
export const closedError = (): StorageError =>
  new StorageError('the log is closed', { code: 'closed', retryable: false })
