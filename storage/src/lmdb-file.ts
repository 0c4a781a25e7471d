import { closeSync, openSync, readSync } from 'node:fs'

/** LMDB's `MDB_MAGIC`, behind the header of the first page. */
const magic = 0xbeefc0de
const magicAt = 24
const headBytes = 28

/** Whether there is a file, and it begins as LMDB's do. LMDB itself ends the process over one that does not. */
export const isLmdbFile = (file: string): boolean => {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const head = Buffer.alloc(headBytes)
    return (
      readSync(handle, head, 0, headBytes, 0) === headBytes && head.readUInt32LE(magicAt) === magic
    )
  } catch {
    return false
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}
