/** Asked for and not imported: the linter does not know Node's newer modules. */
const { DatabaseSync } = process.getBuiltinModule('node:sqlite')

type Connection = InstanceType<typeof DatabaseSync>

/** A file that this process holds. */
export interface Hold {
  readonly release: () => void
}

/** Who only asks whether a file is held holds it for a moment, too. */
const patienceMs = 300
const sqliteBusy = 5

/** Kept here: a connection that nobody refers to is closed, and its lock is gone. */
const holds = new Set<Connection>()

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy

interface Attempt {
  readonly readOnly: boolean
  /** What takes the lock. */
  readonly sql: string
}

/** The connection that has the lock; `undefined` where another one has it. */
const attempt = (file: string, { readOnly, sql }: Attempt): Connection | undefined => {
  const database = new DatabaseSync(file, { readOnly, timeout: patienceMs })
  try {
    database.exec(sql)
    return database
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

/**
 * Holds a file for this process, or says that it is held. Node has no file locks of its own; those of its SQLite are the kernel's, on the
 * inode: they end with the process, count in every container that sees the file, and not for a copy. The file stays empty.
 * Nothing else of this process may open it: closing any other descriptor of a file lets go of its POSIX locks.
 */
export const takeHold = (file: string): Hold | 'held' => {
  const held = attempt(file, {
    readOnly: false,
    sql: 'PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE',
  })
  if (!held) return 'held'
  holds.add(held)
  return {
    release: () => {
      if (holds.delete(held)) held.close()
    },
  }
}

/** Whether anybody holds the file, this process included. False also where this user may not read it. */
export const isHeld = (file: string): boolean => {
  try {
    const free = attempt(file, { readOnly: true, sql: 'SELECT count(*) FROM sqlite_schema' })
    free?.close()
    return free === undefined
  } catch {
    return false
  }
}
