import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** LMDB's `MDB_MAGIC`, behind the header of the first page. */
const magic = 0xbeefc0de
/** Where the first two pages say what they say. */
const at = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152 } as const
const headBytes = 160

const readHead = (handle: number, position: number): Buffer | undefined => {
  const head = Buffer.alloc(headBytes)
  const count = readSync(handle, head, 0, headBytes, position)
  return count === headBytes && head.readUInt32LE(at.magic) === magic ? head : undefined
}

const inspect = (file: string, judge: (handle: number) => boolean): boolean => {
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    return judge(handle)
  } catch {
    return false
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

/** Whether there is a file, and it begins as LMDB's do. LMDB itself ends the process over one that does not. */
export const isLmdbFile = (file: string): boolean =>
  inspect(file, (handle) => readHead(handle, 0) !== undefined)

/**
 * Whether it is also as long as its newest state says: LMDB ends the process over a page that is not there. For files that can be
 * done without: the last pages of one that can not may be missing because nobody needs them.
 */
export const isWholeLmdbFile = (file: string): boolean =>
  inspect(file, (handle) => {
    const first = readHead(handle, 0)
    const pageSize = first?.readUInt32LE(at.pageSize) ?? 0
    const second = readHead(handle, pageSize)
    if (!first || !second) return false
    const [newest] = [first, second].sort((a, b) =>
      Number(b.readBigUInt64LE(at.transaction) - a.readBigUInt64LE(at.transaction)),
    )
    const pages = Number(newest?.readBigUInt64LE(at.lastPage) ?? 0n) + 1
    return fstatSync(handle).size >= pages * pageSize
  })
