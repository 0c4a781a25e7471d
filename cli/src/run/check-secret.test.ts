import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootstrap } from '@waymark/dashboard-server'
import { createLogger, createSealer, newId, newSecret, systemClock } from '@waymark/runtime'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, onTestFinished, test } from 'vitest'
import { checkSecret } from './check-secret.ts'

const logger = createLogger({ logLevel: 'silent' })
const right = 'a secret of at least thirty-two letters'
const wrong = 'another secret of thirty-two letters or so'

test('a process with another WAYMARK_SECRET than the others started, and nobody noticed', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-secret-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const log = await createEmbeddedLog({ dir, partitions: 2 })
  const ids = { newId, newSecret }
  const start = (secret: string) =>
    bootstrap(
      { log, clock: systemClock, ids, sealer: createSealer(secret), logger },
      { name: 'here' },
    )
  try {
    await expect(checkSecret({ log, logger, secret: wrong })).resolves.toBeUndefined()
    await start(right)
    await expect(checkSecret({ log, logger, secret: right })).resolves.toBeUndefined()
    const refused = /WAYMARK_SECRET: expected the text that the secrets in the log were sealed with/
    await expect(checkSecret({ log, logger, secret: wrong })).rejects.toThrow(refused)
    await expect(start(wrong)).rejects.toThrow(refused)
  } finally {
    await log.close()
  }
})
