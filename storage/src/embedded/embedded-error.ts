import { statfs } from 'node:fs/promises'
import { StorageError } from '../storage-error.ts'

const EIO = 5
const ENOSPC = 28
const EDQUOT = 122
/** With less than this left the disk counts as full: LMDB is not asked, and a short write of it is taken for that. */
const FULL_BELOW_BYTES = 8 * 1024 * 1024

const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number'
    ? error.code
    : undefined

/** lmdb rejects a write with a general error and puts the reason in a second promise. */
const reasonOf = async (error: unknown): Promise<unknown> => {
  if (!(error instanceof Error && 'commitError' in error)) return error
  try {
    await error.commitError
    return error
  } catch (reason) {
    return reason
  }
}

const freeBytes = async (dir: string): Promise<number> => {
  const { bavail, bsize } = await statfs(dir)
  return bavail * bsize
}

interface Where {
  readonly dir: string
  /** What is to be written. */
  readonly bytes: number
}

const isFull = async ({ dir, bytes }: Where): Promise<boolean> =>
  (await freeBytes(dir).catch(() => Number.POSITIVE_INFINITY)) <
  Math.max(FULL_BELOW_BYTES, 2 * bytes)

const diskFull = ({ dir }: Where, cause?: unknown): StorageError =>
  new StorageError(`no room left on the disk of ${dir}; nothing was written`, {
    code: 'disk_full',
    retryable: true,
    cause,
  })

/**
 * To be asked before every write: LMDB that runs into a full disk again and again hangs or corrupts its memory.
 * @throws StorageError `disk_full`
 */
export const requireRoom = async (where: Where): Promise<void> => {
  if (await isFull(where)) throw diskFull(where)
}

/**
 * What a failed commit means. LMDB reports a short write as EIO, so a full disk is told from a broken one by
 * the room that is left.
 */
export const commitError = async (error: unknown, where: Where): Promise<StorageError> => {
  const cause = await reasonOf(error)
  const code = codeOf(cause)
  const full = code === ENOSPC || code === EDQUOT || (code === EIO && (await isFull(where)))
  return full
    ? diskFull(where, cause)
    : new StorageError(`the disk of ${where.dir} failed while writing; check it, then restart`, {
        code: 'unknown_outcome',
        retryable: false,
        cause,
      })
}
