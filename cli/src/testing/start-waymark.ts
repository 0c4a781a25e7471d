import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataDirectory } from '../instance/data-directory.ts'
import { type Ran, runCommand, startCommand } from './run-command.ts'

/** A real Waymark of a test's own, on a directory of its own. */
export interface Waymark extends AsyncDisposable {
  readonly dir: string
  readonly url: () => string
  /** Runs a command against it. */
  readonly run: (...args: readonly string[]) => Promise<Ran>
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>
  /** Ends it as Ctrl-C does; resolves with its exit status. */
  readonly stop: () => Promise<number | null>
  readonly start: () => Promise<void>
}

const saidUp = /Waymark is up: (\S+)/

/** `env`: what only the instance is started with; the commands that are run against it have none of it. */
export const startWaymark = async (
  env: { readonly [name: string]: string } = {},
): Promise<Waymark> => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-cli-'))
  let ended: Promise<number | null> = Promise.resolve(0)
  let child: ReturnType<typeof startCommand> | undefined
  const start = async (): Promise<void> => {
    const own = startCommand(['up', '--port', '0', '--data', dir], { env })
    child = own
    ended = new Promise((resolve) => own.once('close', resolve))
    let said = ''
    const up = new Promise<void>((resolve, reject) => {
      own.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        if (saidUp.test(said)) resolve()
      })
      own.once('close', () => reject(new Error(`waymark up ended: ${said}`)))
    })
    own.stdout.resume()
    await up
  }
  const end = (signal: 'SIGKILL' | 'SIGINT') => async (): Promise<number | null> => {
    child?.kill(signal)
    return ended
  }
  const kill = async (): Promise<void> => void (await end('SIGKILL')())
  await start()
  return {
    dir,
    url: () => dataDirectory(dir).instance()?.url ?? '',
    run: (command = '', ...args) => runCommand([command, ...args], { env: { WAYMARK_DATA: dir } }),
    kill,
    stop: end('SIGINT'),
    start,
    [Symbol.asyncDispose]: async () => {
      await kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
