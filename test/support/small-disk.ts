import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A file system of its own, so small that a test can fill it. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string
}

/** Mounts a disk in memory; `undefined` where this machine does not let us mount. */
export const mountSmallDisk = async (megabytes: number): Promise<SmallDisk | undefined> => {
  const path = await mkdtemp(join(tmpdir(), 'waymark-disk-'))
  const options = `size=${Math.round(megabytes * 1024)}k,mode=700`
  try {
    await run('mount', ['-t', 'tmpfs', '-o', options, 'waymark-test', path])
  } catch {
    await rm(path, { recursive: true })
    return undefined
  }
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await run('umount', ['--lazy', path])
      await rm(path, { recursive: true })
    },
  }
}
