import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { sendFromServer } from './send-from-server.ts'

test('whose log was taken over says so and ends, instead of answering 503 for ever', async () => {
  await using data = await temporaryDirectory()
  await using first = await startUp({ data: data.path })
  const dir = join(data.path, 'log')
  // As where the file system knows no locks.
  rmSync(join(dir, 'in-use.lock'))
  const second = await createEmbeddedLog({ dir })
  const refused = sendFromServer(first, { type: 'track', event: 'Refused', userId: 'ann' })
  // Answered 503, or not at all: others who write may have noticed before.
  await expect(refused).rejects.toThrow()
  expect(await first.process.ended).toBe(1)
  expect(first.process.said()).toContain('was taken over by another process')
  await second.close()
})
