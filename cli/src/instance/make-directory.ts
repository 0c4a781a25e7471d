import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError } from '../print/command-error.ts'
import { sayFileError } from '../print/say-file-error.ts'

interface Making {
  readonly mode?: number
  /** What to say of a file that is in the way. */
  readonly isFile: string
}

const isThere = (path: string, { isFile }: Making): boolean => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found && !found.isDirectory()) throw new CommandError(`${path} is a file, and ${isFile}`)
  return found !== undefined
}

/** One level at a time: asked for all of them, Node tries for ever where a file system such as /proc lets nobody make one. */
export const makeLevels = (path: string, making: Making): void => {
  if (isThere(path, making)) return
  makeLevels(dirname(path), making)
  try {
    mkdirSync(path, { mode: making.mode ?? 0o777 })
  } catch (error) {
    // Another process that starts at the same time was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isThere(path, making)) throw error
  }
}

const ofData: Making = {
  mode: 0o700,
  isFile: 'the data need a directory. Choose another: --data DIR (WAYMARK_DATA).',
}

/**
 * Makes a directory, and those above it, where they are not there yet.
 * @throws CommandError that says why it cannot be one, and what to do
 */
export const makeDirectory = (dir: string): void => {
  try {
    makeLevels(resolve(dir), ofData)
  } catch (error) {
    const said = sayFileError(error)
    throw said === undefined ? error : new CommandError(said)
  }
}
