// biome-ignore-all lint/correctness/noNodejsModules: runs in Node
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The tests meet the app as it ships: built once before them. */
export const setup = async (): Promise<void> => {
  const room = fileURLToPath(new URL('..', import.meta.url))
  await promisify(execFile)(process.execPath, ['build.ts'], { cwd: room })
}
