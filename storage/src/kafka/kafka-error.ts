import { StorageError } from '../storage-error.ts'

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** The library wraps what went wrong, sometimes several times. */
const chain = (error: unknown): readonly unknown[] =>
  error instanceof Error && error.cause !== undefined ? [error, ...chain(error.cause)] : [error]

/** Kafka's own name for the error, such as `NOT_LEADER_FOR_PARTITION`. */
export const errorType = (error: unknown): string | undefined => {
  for (const one of chain(error)) {
    if (one instanceof Error && 'type' in one && typeof one.type === 'string') return one.type
  }
  return undefined
}

export const errorName = (error: unknown): string | undefined =>
  chain(error)
    .filter((one) => one instanceof Error)
    .at(-1)?.name

/** Answers with which a broker says that it wrote nothing. */
const refused: ReadonlySet<string> = new Set([
  'NOT_LEADER_FOR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'NOT_ENOUGH_REPLICAS',
  'BROKER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
])

const tooLarge: ReadonlySet<string> = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'])

/** Nothing was sent: whatever was asked did not happen. */
export const unavailable = (what: string, cause: unknown): StorageError =>
  cause instanceof StorageError
    ? cause
    : new StorageError(`${what}: ${messageOf(cause)}`, {
        code: 'unavailable',
        retryable: true,
        cause,
      })

/**
 * A produce request failed after it was sent. The library reports one error for all partitions of a request, so only
 * a request to a single partition can be known to have written nothing.
 */
export const produceFailure = (cause: unknown, partitions: number): StorageError => {
  const type = errorType(cause)
  const nothingSent = messageOf(cause).includes('Not connected')
  if (nothingSent || (partitions === 1 && type !== undefined && refused.has(type))) {
    return unavailable('the broker took nothing', cause)
  }
  if (partitions === 1 && type !== undefined && tooLarge.has(type)) {
    return new StorageError(`the broker refuses a record of this size: ${messageOf(cause)}`, {
      code: 'too_large',
      retryable: false,
      cause,
    })
  }
  return new StorageError(`it is not known whether the records were written: ${messageOf(cause)}`, {
    code: 'unknown_outcome',
    retryable: false,
    cause,
  })
}
