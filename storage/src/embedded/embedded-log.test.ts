import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventLogContract } from '../contract/event-log.contract.ts'
import type { Lost } from '../event-log.ts'
import { createEmbeddedLog } from './index.ts'

const DAY_MS = 86_400_000

eventLogContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-log-'))
  const lost: Lost[] = []
  let later = 0
  const open = () =>
    createEmbeddedLog(
      { dir, partitions: 3 },
      { now: () => Date.now() + later, onLost: (one) => lost.push(one) },
    )
  let log = await open()
  return {
    log,
    lost,
    forgetEvents: async () => {
      later += 8 * DAY_MS
      await log.retain()
    },
    reopen: async () => {
      await log.close()
      log = await open()
      return log
    },
    [Symbol.asyncDispose]: async () => {
      await log.close()
      await rm(dir, { recursive: true })
    },
  }
})
