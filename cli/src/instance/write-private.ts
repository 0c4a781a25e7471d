import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

/**
 * Writes a file that only its owner can read, whole or not at all: a full disk or a power cut leaves the one that was there.
 * @throws the system's error; nothing half written stays behind
 */
export const writePrivate = (path: string, text: string): void => {
  const next = `${path}.${process.pid}.new`
  // What a killed process left has the mode that it had.
  rmSync(next, { force: true })
  try {
    toDisk(next, 'wx', (fd) => writeFileSync(fd, text))
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
  // Windows has no directories that can be opened.
  if (process.platform !== 'win32') toDisk(dirname(path), 'r')
}
