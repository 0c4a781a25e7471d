import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventLogContract } from '../contract/event-log.contract.ts'
import { createEmbeddedLog } from './index.ts'

eventLogContract('embedded', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-log-'))
  const open = () => createEmbeddedLog({ dir, partitions: 3 })
  let log = await open()
  return {
    log,
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
