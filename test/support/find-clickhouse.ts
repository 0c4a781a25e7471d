import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a real ClickHouse server can be started from here. */
export type ClickHouseSource = 'docker' | 'python'

/** What to tell somebody whose machine has neither. */
export const clickHouseNeeds =
  'Tests on a ClickHouse server need Docker, or Python 3 on Linux or macOS (nothing else: the engine comes with npm).'

/** Docker where it answers, else Python 3, else nothing. */
export const findClickHouse = async (): Promise<ClickHouseSource | undefined> => {
  if (await works('docker', ['version', '--format', '{{.Server.Version}}'])) return 'docker'
  const python = await works('python3', [
    '-c',
    'import ctypes, sys; assert sys.version_info >= (3, 8)',
  ])
  return python && (await engineLibrary()) !== undefined ? 'python' : undefined
}

/** Path of the engine that chdb brings for this machine. */
export const engineLibrary = async (): Promise<string | undefined> => {
  const { tryResolveLibchdb } = await import('chdb/libchdb')
  return tryResolveLibchdb()?.path
}

const works = (command: string, args: readonly string[]): Promise<boolean> =>
  run(command, args, { timeout: 10_000 }).then(
    () => true,
    () => false,
  )
