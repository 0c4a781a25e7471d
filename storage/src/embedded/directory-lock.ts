import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { StorageError } from '../storage-error.ts'
import { isHeld, takeHold } from './kernel-hold.ts'

export interface DirectoryLock {
  readonly release: () => void
}

/** Who has a directory, for the sentence that says so; whether anybody has is the kernel's to say. */
interface Owner {
  readonly pid: number
  /** Where the pid counts: a container has its own pids, and on most machines there is a process 1 in each of them. */
  readonly space?: string
  readonly host?: string
}

const pidSpace = (): string | undefined => {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return undefined
  }
}

const myself = (): Owner => {
  const space = pidSpace()
  return { pid: process.pid, host: hostname(), ...(space === undefined ? {} : { space }) }
}

const readOwner = (file: string): Owner | undefined => {
  try {
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof owner !== 'object' || owner === null) return undefined
    const { pid, space, host } = owner as Partial<Record<keyof Owner, unknown>>
    if (typeof pid !== 'number') return undefined
    return {
      pid,
      ...(typeof space === 'string' ? { space } : {}),
      ...(typeof host === 'string' ? { host } : {}),
    }
  } catch {
    return undefined
  }
}

const named = (owner: Owner | undefined): string => {
  if (!owner) return 'another process'
  const { pid, space, host } = owner
  const isElsewhere = space !== undefined && space !== pidSpace()
  return isElsewhere ? `process ${pid} of another container (host ${host})` : `process ${pid}`
}

const ownerFile = (dir: string): string => join(dir, 'owner.lock')
/** Never deleted: of two files under one name each could be held by somebody. */
const holdFile = (dir: string): string => join(dir, 'in-use.lock')

/** Who has a directory open, such as "process 6024"; `undefined` where nobody does, whatever one that was killed has left. */
export const directoryOwner = (directory: string): string | undefined => {
  const dir = resolve(directory)
  const file = holdFile(dir)
  return existsSync(file) && isHeld(file) ? named(readOwner(ownerFile(dir))) : undefined
}

/**
 * Takes the directory for this process, or throws `in_use` with who has it: also one in another container on the same volume.
 * The kernel lets go of it when the process ends, however it ends; a copy of the directory is another directory. Where the file system knows
 * no locks, the fence in the database (`environment.ts`) stops whoever had it before from writing.
 */
export const lockDirectory = (directory: string): DirectoryLock => {
  const dir = resolve(directory)
  mkdirSync(dir, { recursive: true })
  const hold = takeHold(holdFile(dir))
  const file = ownerFile(dir)
  if (hold === 'held') {
    throw new StorageError(`${dir} is in use by ${named(readOwner(file))}`, {
      code: 'in_use',
      retryable: false,
    })
  }
  try {
    writeFileSync(file, JSON.stringify(myself()))
  } catch (error) {
    hold.release()
    throw error
  }
  return {
    release: () => {
      rmSync(file, { force: true })
      hold.release()
    },
  }
}
