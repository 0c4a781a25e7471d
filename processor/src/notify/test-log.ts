import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// biome-ignore lint/style/noRestrictedImports: tests wire the real log
import { createEmbeddedLog, type EmbeddedLog } from '@waymark/storage/embedded'

export interface TestLog extends AsyncDisposable {
  readonly log: EmbeddedLog
  readonly dir: string
}

/** The real embedded log of a directory. Forgets nothing by itself. */
export const openLogIn = (dir: string): Promise<EmbeddedLog> =>
  createEmbeddedLog({ dir, partitions: 3, retainEveryMs: 0 })

/** A real embedded log in a directory of its own. */
export const openTestLog = async (): Promise<TestLog> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-notify-'))
  const log = await openLogIn(dir)
  return {
    log,
    dir,
    [Symbol.asyncDispose]: async () => {
      await log.close()
      await rm(dir, { recursive: true })
    },
  }
}
