import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { isWholeLmdbFile } from './lmdb-file.ts'

const bootStamp = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return String(Math.round((Date.now() / 1000 - uptime()) / 60))
  }
}

const readStamp = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

interface CacheDirectory {
  readonly dir: string
  /** The folder in it that LMDB is opened in. */
  readonly folder: string
  /** What else it has to be a cache of, such as the id of a log. */
  readonly of?: string
}

/**
 * Makes the directory of a cache that is written without fsync, and gives the folder to open. kill -9 leaves such a cache whole;
 * of another boot it may be torn. That one, one that is damaged and one of something else are thrown away.
 */
export const cacheFolder = ({ dir, folder, of = '' }: CacheDirectory): string => {
  const stamp = join(dir, 'boot')
  const wanted = bootStamp() + of
  const path = join(dir, folder)
  const file = join(path, 'data.mdb')
  const isDamaged = existsSync(file) && !isWholeLmdbFile(file)
  if (readStamp(stamp) !== wanted || isDamaged) {
    rmSync(path, { recursive: true, force: true })
    mkdirSync(dir, { recursive: true })
    writeFileSync(stamp, wanted)
  }
  return path
}

/** Less than what the log wants free, so that the log is the first to refuse. */
const fullBelowBytes = 4 * 1024 * 1024

/** False while the disk is too full to write so much more: LMDB must not be written to then, because it hangs or dies of it. */
export const hasRoom = (dir: string, bytes = 0): boolean => {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize >= fullBelowBytes + bytes
}
