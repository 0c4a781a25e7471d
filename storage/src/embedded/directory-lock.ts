import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { StorageError } from '../storage-error.ts'

/** Directories open in this process: a pid cannot tell two logs of one process apart. */
const openHere = new Set<string>()

export interface DirectoryLock {
  readonly release: () => void
}

interface Owner {
  readonly pid: number
  /** Tells a process from a later one with the same pid; `undefined` where the system does not say. */
  readonly started?: string | undefined
}

const STARTED_FIELD = 19

/** When the process started, in ticks since boot, with the boot's id: Linux only. */
const startedOf = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is the name in parentheses and may itself hold spaces.
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[STARTED_FIELD]}`
  } catch {
    return undefined
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const readOwner = (file: string): Owner | undefined => {
  try {
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof owner !== 'object' || owner === null || !('pid' in owner)) return undefined
    const started =
      'started' in owner && typeof owner.started === 'string' ? owner.started : undefined
    return typeof owner.pid === 'number' ? { pid: owner.pid, started } : undefined
  } catch {
    return undefined
  }
}

const holds = (owner: Owner): boolean =>
  owner.pid !== process.pid &&
  isAlive(owner.pid) &&
  (owner.started === undefined || owner.started === startedOf(owner.pid))

const inUse = (dir: string, pid: number): StorageError =>
  new StorageError(`${dir} is in use by process ${pid}`, { code: 'in_use', retryable: false })

/** The process that has a directory open; `undefined` where none does, whatever one that was killed has left. */
export const directoryOwner = (directory: string): number | undefined => {
  const owner = readOwner(join(resolve(directory), 'owner.lock'))
  return owner && holds(owner) ? owner.pid : undefined
}

/**
 * Takes the directory for this process, or throws `in_use` with the pid of the one that has it.
 * A lock left by kill -9 is taken over. Two processes that take over at the same instant are told apart by the fence
 * in the database (`environment.ts`): this file is for the message, the fence is for the data.
 */
export const lockDirectory = (directory: string): DirectoryLock => {
  const dir = resolve(directory)
  mkdirSync(dir, { recursive: true })
  const file = join(dir, 'owner.lock')
  if (openHere.has(dir)) throw inUse(dir, process.pid)
  const owner = readOwner(file)
  if (owner && holds(owner)) throw inUse(dir, owner.pid)
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startedOf(process.pid) }))
  renameSync(mine, file)
  openHere.add(dir)
  return {
    release: () => {
      openHere.delete(dir)
      if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true })
    },
  }
}
