import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A directory of a test's own that goes with it. */
export const temporaryDirectory = async (): Promise<AsyncDisposable & { readonly dir: string }> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-log-'))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) }
}
