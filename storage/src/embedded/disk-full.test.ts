import { execFile } from 'node:child_process'
import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readAll } from '../contract/event-log-under-test.ts'
import type { EmbeddedLog } from './index.ts'
import { createEmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const run = promisify(execFile)

/** A disk of 16 MB in memory; `undefined` where this user may not mount one. */
const smallDisk = async () => {
  const directory = await temporaryDirectory()
  const { dir } = directory
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', dir]).then(
    () => true,
    () => false,
  )
  const unmount = async (): Promise<void> => {
    if (mounted) await run('umount', ['-l', dir])
    await directory[Symbol.asyncDispose]()
  }
  if (!mounted) await unmount()
  return mounted ? { dir, [Symbol.asyncDispose]: unmount } : undefined
}

const mountable = await smallDisk().then(async (disk) => {
  await disk?.[Symbol.asyncDispose]()
  return disk !== undefined
})

/** Others take all the room there is. */
const fillUp = async (dir: string, path: string): Promise<void> => {
  const { bavail, bsize } = await statfs(dir)
  await writeFile(path, new Uint8Array(bavail * bsize))
}

const fill = async (
  log: EmbeddedLog,
): Promise<{ readonly kept: number; readonly error: unknown }> => {
  const value = new Uint8Array(100_000)
  for (let kept = 0; ; kept++) {
    try {
      await log.append([{ topic: 'events', key: `${kept}`, value, partition: 0 }])
    } catch (error) {
      return { kept, error }
    }
  }
}

describe('the embedded log on a full disk', () => {
  const reason = mountable ? '' : ' (skipped: needs the right to mount a small disk in memory)'
  test.skipIf(!mountable)(
    `acknowledges nothing, says so, and goes on once there is room${reason}`,
    async () => {
      await using disk = await smallDisk()
      const dir = disk?.dir ?? ''
      const ballast = join(dir, 'ballast')
      await writeFile(ballast, new Uint8Array(6 * 1024 * 1024))
      let log = await createEmbeddedLog({ dir, partitions: 3 })
      const { kept, error } = await fill(log)
      expect(error).toMatchObject({ code: 'disk_full', retryable: true })
      await expect(log.check()).rejects.toMatchObject({ code: 'disk_full' })
      expect((await log.ends('events'))[0]).toBe(kept)
      expect(await readAll(log, 'events', kept)).toHaveLength(kept)
      await rm(ballast)
      await expect(log.check()).resolves.toBeUndefined()
      const [position] = await log.append([
        { topic: 'events', key: 'after', value: new Uint8Array(100_000), partition: 0 },
      ])
      expect(position?.offset).toBe(kept)
      await log.close()
      log = await createEmbeddedLog({ dir, partitions: 3 })
      const records = await readAll(log, 'events', kept + 1)
      expect(records.map(({ key }) => key)).toEqual([
        ...Array.from({ length: kept }, (_, i) => `${i}`),
        'after',
      ])
      await log.close()
    },
  )

  test.skipIf(!mountable)(
    `refuses every writer for as long as it lasts, however many there are, and forgets none of them afterwards${reason}`,
    async () => {
      await using disk = await smallDisk()
      const dir = disk?.dir ?? ''
      const log = await createEmbeddedLog({ dir, partitions: 3 })
      const ballast = join(dir, 'ballast')
      await fillUp(dir, ballast)
      const value = new Uint8Array(2000)
      const write = (key: string) => log.append([{ topic: 'events', key, value, partition: 0 }])
      for (let round = 0; round < 200; round++) {
        const outcomes = await Promise.allSettled([write('a'), write('b'), log.check()])
        expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      }
      await rm(ballast)
      const positions = await Promise.all([write('c'), write('d')])
      expect(positions.map(([position]) => position?.offset)).toEqual([0, 1])
      await log.close()
    },
  )
})
