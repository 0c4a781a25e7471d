import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Load, startLoad } from '../support/load.ts'
import { report } from '../support/report.ts'
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'
import { startUp, type Up } from '../support/waymark.ts'
import { expectEachOnce, storedEvents } from './stored-events.ts'

/** Somebody else's files take all the room there is. */
const fill = async (disk: SmallDisk): Promise<void> => {
  const { bavail, bsize } = await statfs(disk.path)
  await writeFile(join(disk.path, 'others'), Buffer.alloc(bavail * bsize), { flag: 'a' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOSPC') throw error
    },
  )
}

const refusals = (load: Load): number => [...load.refused.values()].reduce((sum, n) => sum + n, 0)

/** The process that runs: the same one, or the one that a supervisor starts where it has ended. */
const goingOn = async (up: Up): Promise<Up> => {
  const state = await Promise.race([
    up.process.ended,
    until(async () => {
      const ready = await fetch(`${up.ingest}/readyz`)
      expect(ready.ok).toBe(true)
      return 'ready' as const
    }, 30_000),
  ])
  return state === 'ready' ? up : startUp(up)
}

test('a full disk: nothing is acknowledged that is not there; with room again it goes on', {
  timeout: 120_000,
}, async (context) => {
  await using disk = await mountSmallDisk(256)
  if (!disk) return context.skip('not run: this machine does not let a test mount a disk')
  let up = await startUp({ data: join(disk.path, 'data') })
  try {
    const load = startLoad(up)
    await load.more(20)
    await until(async () => {
      await fill(disk)
      expect(refusals(load)).toBeGreaterThan(10)
    }, 30_000)
    const before = load.acknowledged.size
    await rm(join(disk.path, 'others'))
    up = await goingOn(up)
    await load.more(20)
    expect(load.acknowledged.size).toBeGreaterThan(before)
    await load.finish()
    expectEachOnce(await storedEvents(up), load.acknowledged, load.sent)
    report(`a full disk was answered with ${JSON.stringify([...load.refused])}`)
  } finally {
    await up.process.kill()
  }
})
