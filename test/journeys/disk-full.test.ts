import { rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startLoad } from '../support/load.ts'
import { report } from '../support/report.ts'
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'
import { startUp } from '../support/waymark.ts'
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

test('a full disk: clients hear 503, nothing is acknowledged that is not there; with room again it goes on', async (context) => {
  await using disk = await mountSmallDisk(256)
  if (!disk) return context.skip('not run: this machine does not let a test mount a disk')
  await using up = await startUp({ data: join(disk.path, 'data') })
  const load = startLoad(up)
  await load.more(20)
  await until(async () => {
    await fill(disk)
    expect(load.refused.get(503) ?? 0).toBeGreaterThan(5)
  }, 30_000)
  const before = load.acknowledged.size
  await rm(join(disk.path, 'others'))
  await load.more(20)
  expect(load.acknowledged.size).toBeGreaterThan(before)
  await load.finish()
  expectEachOnce(await storedEvents(up), load.acknowledged, load.sent)
  report(`a full disk was answered with ${JSON.stringify([...load.refused])}`)
})
