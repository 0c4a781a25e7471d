import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'

const toDisk = (
  path: string,
  flags: string,
  write: (fd: number) => void = () => undefined,
): void => {
  const fd = openSync(path, flags, 0o600)
  try {
    write(fd)
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

const write = (path: string, text: string, name: (next: string) => void): void => {
  const next = `${path}.${process.pid}.new`
  // What a killed process left has the mode that it had.
  rmSync(next, { force: true })
  try {
    toDisk(next, 'wx', (fd) => writeFileSync(fd, text))
    name(next)
  } finally {
    rmSync(next, { force: true })
  }
  // Windows has no directories that can be opened.
  if (process.platform !== 'win32') toDisk(dirname(path), 'r')
}

/**
 * Writes a file that only its owner can read, whole or not at all: a full disk or a power cut leaves the one that was there.
 * @throws the system's error; nothing half written stays behind
 */
export const writePrivate = (path: string, text: string): void =>
  write(path, text, (next) => renameSync(next, path))

const isThere = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

/** The same where there is no such file yet. Of several processes that try at once one wins, and the others leave what it wrote. */
export const writePrivateOnce = (path: string, text: string): void =>
  write(path, text, (next) => {
    try {
      linkSync(next, path)
    } catch (error) {
      // Some file systems have no links.
      if (!isThere(error)) renameSync(next, path)
    }
  })
