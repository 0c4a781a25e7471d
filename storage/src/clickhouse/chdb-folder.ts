import { mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Session } from 'chdb'
import { StorageError } from '../storage-error.ts'
import { queryError } from './store-error.ts'

/** A folder of data that this process holds. */
export interface ChdbFolder {
  /** A connection of its own to the database in the folder; cheap, and they work side by side. */
  readonly open: () => Session
  readonly release: () => void
}

/** The library binds a process to one folder and says so only by crashing late; we say it first. */
let held: string | undefined

const connectionArgs = [
  '--output_format_json_quote_64bit_integers=0',
  '--output_format_json_escape_forward_slashes=0',
  '--output_format_json_validate_utf8=1',
]

export const holdFolder = (dir: string): ChdbFolder => {
  const path = resolve(dir)
  if (held !== undefined)
    throw inUse(held === path ? path : `${path}: this process has ${held} open`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const open = (): Session => {
    const session = new Session(path, { connectionArgs })
    session.query('CREATE DATABASE IF NOT EXISTS waymark ENGINE = Atomic')
    session.query('USE waymark')
    return session
  }
  try {
    open().close()
  } catch (cause) {
    const owner = otherOwner(path)
    if (owner !== undefined) throw inUse(`${path}: process ${owner} has it open`)
    const failure = queryError(cause)
    if (failure.code === 'disk_full') throw failure
    throw new StorageError(`chDB cannot open ${path}`, { code: 'corrupt', retryable: false, cause })
  }
  held = path
  return {
    open,
    release: () => {
      held = undefined
    },
  }
}

/** ClickHouse writes the owner's process id beside its lock; a dead owner's lock is none. */
const otherOwner = (path: string): number | undefined => {
  try {
    const pid = Number(/^PID: (\d+)/.exec(readFileSync(join(path, 'status'), 'utf8'))?.[1])
    if (!(pid > 0) || pid === process.pid) return undefined
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? -1 : undefined
  }
}

const inUse = (what: string): StorageError =>
  new StorageError(`chDB's folder is in use: ${what}`, { code: 'in_use', retryable: false })
