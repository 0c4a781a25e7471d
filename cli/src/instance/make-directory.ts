import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError } from '../print/command-error.ts'
import { sayFileError } from '../print/say-file-error.ts'

const isThere = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && !found.isDirectory())
    throw new CommandError(
      `${path} is a file, and the data need a directory. Choose another: --data DIR (WAYMARK_DATA).`,
    )
  return found !== undefined
}

/** One level at a time: asked for all of them, Node tries for ever where a file system such as /proc lets nobody make one. */
const makeIn = (path: string): void => {
  if (isThere(path)) return
  makeIn(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process that starts at the same time was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere(path)) throw error
  }
}

/**
 * Makes a directory, and those above it, where they are not there yet.
 * @throws CommandError that says why it cannot be one, and what to do
 */
export const makeDirectory = (dir: string): void => {
  try {
    makeIn(resolve(dir))
  } catch (error) {
    const said = sayFileError(error)
    throw said === undefined ? error : new CommandError(said)
  }
}
