import { StorageError, type StorageErrorCode } from '../storage-error.ts'

interface Verdict {
  readonly code: StorageErrorCode
  readonly retryable: boolean
}

const unavailable: Verdict = { code: 'unavailable', retryable: true }
const diskFull: Verdict = { code: 'disk_full', retryable: false }
const rejected: Verdict = { code: 'rejected', retryable: false }

/** ClickHouse's own numbers (`SELECT * FROM system.errors`); what is not here is the caller's mistake. */
const verdicts: ReadonlyMap<number, Verdict> = new Map([
  [159, unavailable], // TIMEOUT_EXCEEDED
  [164, { code: 'unavailable', retryable: false }], // READONLY
  [202, unavailable], // TOO_MANY_SIMULTANEOUS_QUERIES
  [209, unavailable], // SOCKET_TIMEOUT
  [210, unavailable], // NETWORK_ERROR
  [236, unavailable], // ABORTED
  [241, unavailable], // MEMORY_LIMIT_EXCEEDED
  [242, unavailable], // TABLE_IS_READ_ONLY
  [243, diskFull], // NOT_ENOUGH_SPACE
  [252, unavailable], // TOO_MANY_PARTS: merges lag behind, which passes
  [394, unavailable], // QUERY_WAS_CANCELLED
  [425, unavailable], // SYSTEM_ERROR
  [439, unavailable], // CANNOT_SCHEDULE_TASK
  [516, { code: 'unavailable', retryable: false }], // AUTHENTICATION_FAILED
  [999, unavailable], // KEEPER_EXCEPTION
])

/** What went wrong in a query or a statement, as the port says it. */
export const queryError = (cause: unknown): StorageError => {
  if (cause instanceof StorageError) return cause
  const text = cause instanceof Error ? cause.message : String(cause)
  const verdict = judge(cause, text)
  return new StorageError(sayVerdict(verdict, text), { ...verdict, cause })
}

/** ClickHouse's own words for a full disk name neither a disk nor that it is full. */
const noRoom = 'ClickHouse finds no room left on its disk'

const sayVerdict = ({ code }: Verdict, text: string): string => {
  if (code === 'disk_full') return noRoom
  return code === 'rejected' ? `ClickHouse refused the query: ${text}` : text
}

/**
 * What went wrong in an insert. ClickHouse quotes the rows in its messages and rows are people's data, so of a refusal only
 * the column, the row's number and the name of the error go on, and the cause stays behind.
 */
export const insertError = (table: string, cause: unknown): StorageError => {
  const text = cause instanceof Error ? cause.message : String(cause)
  const verdict = judge(cause, text)
  if (verdict.code !== 'rejected') {
    const why = verdict.code === 'disk_full' ? noRoom : firstWords(text)
    return new StorageError(`insert into ${table}: ${why}`, verdict)
  }
  const column =
    /(?:value of key |Unknown field found while parsing JSONEachRow format: )(\w+)/.exec(text)?.[1]
  const row = /\(at row (\d+)\)/.exec(text)?.[1]
  const name = /\(([A-Z][A-Z_]+)\)/.exec(text)?.[1] ?? errorType(cause)
  const where = [
    column === undefined ? undefined : `column ${column}`,
    row === undefined ? undefined : `row ${row}`,
    name,
  ].filter((part) => part !== undefined)
  return new StorageError(`the rows do not fit the table ${table}: ${where.join(', ')}`, {
    ...verdict,
    ...(row === undefined ? {} : { row: Number(row) }),
  })
}

const judge = (cause: unknown, text: string): Verdict => {
  if (/No space left on device|errno: 28\b/i.test(text)) return diskFull
  const number = errorNumber(cause, text)
  if (number === 252 && /partitions for (a )?single INSERT/i.test(text)) return rejected
  if (number !== undefined) return verdicts.get(number) ?? rejected
  return isMistake(cause) ? rejected : unavailable
}

/** The HTTP client puts the number into `code`; the library in the process only into its text. */
const errorNumber = (cause: unknown, text: string): number | undefined => {
  const code = property(cause, 'code')
  const found =
    typeof code === 'string' && /^\d+$/.test(code) ? code : /Code: (\d+)\./.exec(text)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** A value that cannot be a parameter: the library in the process says so before ClickHouse sees it. */
const isMistake = (cause: unknown): boolean => property(cause, 'code') === 'CHDB_BIND'

const errorType = (cause: unknown): string | undefined => {
  const type = property(cause, 'type')
  return typeof type === 'string' ? type : undefined
}

const firstWords = (text: string): string => text.split(/[\n:]/, 1)[0] ?? ''

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
