import { statfs } from 'node:fs/promises'
import { StorageError } from '../storage-error.ts'

const EIO = 5
const ENOSPC = 28
const EDQUOT = 122
/** With less than this left, a short write is taken for a full disk. */
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

/**
 * What a failed commit means. LMDB reports a short write as EIO, so a full disk is told from a broken one by
 * the room that is left.
 */
export const commitError = async (
  error: unknown,
  where: { readonly dir: string; readonly bytes: number },
): Promise<StorageError> => {
  const cause = await reasonOf(error)
  const code = codeOf(cause)
  const full =
    code === ENOSPC ||
    code === EDQUOT ||
    (code === EIO &&
      (await freeBytes(where.dir).catch(() => Number.POSITIVE_INFINITY)) <
        Math.max(FULL_BELOW_BYTES, 2 * where.bytes))
  return full
    ? new StorageError(`no room left on the disk of ${where.dir}; nothing was written`, {
        code: 'disk_full',
        retryable: true,
        cause,
      })
    : new StorageError(`the disk of ${where.dir} failed while writing; check it, then restart`, {
        code: 'unknown_outcome',
        retryable: false,
        cause,
      })
}
