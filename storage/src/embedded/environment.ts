import { mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import { isLmdbFile } from '../lmdb-file.ts'
import { StorageError } from '../storage-error.ts'

export type Tree = Database<Buffer, Buffer>

/**
 * The trees of one log directory.
 * `log`: chunks of records. `index`: newest offset per key. `groups`: how far consumers are.
 * `dead`: offsets to delete once everybody has passed them. `meta`: the install, the fence, a line per partition.
 */
export interface Trees {
  readonly log: Tree
  readonly index: Tree
  readonly groups: Tree
  readonly dead: Tree
  readonly meta: Tree
}

export interface Environment extends Trees {
  readonly dir: string
  /** Runs the writes in one transaction; resolves when they are on the disk, or with false where another owner took over. */
  readonly write: (writes: () => void) => Promise<boolean>
  readonly close: () => Promise<void>
}

const FENCE = Buffer.from('fence', 'utf8')
const DATA_FILE = 'data.mdb'
/** Two meta pages; a shorter file was cut off while it was created and never held a record. */
const SMALLEST_BYTES = 8192

/** LMDB would end the process over another file. */
const requireLmdb = (file: string): void => {
  if (isLmdbFile(file)) return
  throw new StorageError(`${file} is damaged: it is no LMDB file. Put a backup in its place`, {
    code: 'corrupt',
    retryable: false,
  })
}

const dropUnfinishedFile = (dir: string): void => {
  const file = join(dir, DATA_FILE)
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined) return
  if (size < SMALLEST_BYTES) rmSync(file)
  else requireLmdb(file)
}

/**
 * `overlappingSync: false`: a commit resolves after the data and the page that makes it visible were synced, and a failed
 * sync rejects it. With overlapping syncs a failed flush would leave its promise pending.
 */
const openRoot = (dir: string, readOnly: boolean): RootDatabase => {
  try {
    return open({
      path: dir,
      overlappingSync: false,
      eventTurnBatching: false,
      noMemInit: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      readOnly,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StorageError(`${dir} cannot be opened: ${reason}`, {
      code: reason.includes('ENOSPC') || reason.includes('No space') ? 'disk_full' : 'corrupt',
      retryable: false,
      cause,
    })
  }
}

const openTree = (root: RootDatabase, name: string): Tree =>
  root.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' })

const openTrees = (root: RootDatabase): Trees => ({
  log: openTree(root, 'log'),
  index: openTree(root, 'index'),
  groups: openTree(root, 'groups'),
  dead: openTree(root, 'dead'),
  meta: openTree(root, 'meta'),
})

/**
 * Opens the directory for writing and takes the fence: every later write checks, in its own transaction, that nobody
 * else has taken it since. Two writers can thus never give out the same offset, whatever happens to the lock file.
 */
export const openEnvironment = async (dir: string): Promise<Environment> => {
  mkdirSync(dir, { recursive: true })
  dropUnfinishedFile(dir)
  const root = openRoot(dir, false)
  const fences = root.openDB<Buffer, Buffer>({
    name: 'fence',
    encoding: 'binary',
    keyEncoding: 'binary',
    useVersions: true,
  })
  // Unique among the owners that can ever overlap: the instant with the pid folded in, below 2^53.
  const fence = Date.now() * 1000 + (process.pid % 1000)
  await fences.put(FENCE, Buffer.from(String(process.pid)), fence)
  return {
    ...openTrees(root),
    dir,
    write: (writes) => fences.ifVersion(FENCE, fence, writes),
    close: () => root.close(),
  }
}

export interface ReadOnlyEnvironment extends Trees {
  readonly close: () => Promise<void>
}

/** Opens the directory for reading; works beside a running instance too. */
export const openReadOnlyEnvironment = (dir: string): ReadOnlyEnvironment => {
  const file = join(dir, DATA_FILE)
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size < SMALLEST_BYTES) {
    throw new StorageError(`${dir} holds no log`, { code: 'rejected', retryable: false })
  }
  requireLmdb(file)
  const root = openRoot(dir, true)
  return { ...openTrees(root), close: () => root.close() }
}
