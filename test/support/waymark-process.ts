import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { hasEnded } from './restartable.ts'

/** The command line's entry. */
export const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))

export type Environment = { readonly [name: string]: string }

/** A `waymark` that runs until it is told to stop. */
export interface WaymarkProcess extends AsyncDisposable {
  readonly pid: number
  /** All that it has said so far. */
  readonly said: () => string
  /** Ends it as a power cut does. */
  readonly kill: () => Promise<void>
  /** Ends it as its operator does; the exit status. */
  readonly stop: () => Promise<number | null>
  /** Its exit status, once it has ended by itself. */
  readonly ended: Promise<number | null>
}

/** What a command of ours sees: nothing of the shell that runs the tests but what is given. */
export const settings = (env: Environment): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_'))
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...env }
}

/** Starts a command of `waymark` as a process of its own; settings of the test's own shell do not reach it. */
export const startWaymark = (args: readonly string[], env: Environment): WaymarkProcess => {
  const child = spawn(process.execPath, [main, ...args], {
    env: settings(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const withUs = (): void => void child.kill('SIGKILL')
  process.once('exit', withUs)
  const ended = once(child, 'close').then(() => {
    process.off('exit', withUs)
    return child.exitCode
  })
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!hasEnded(child)) child.kill(signal)
    return ended
  }
  return {
    pid: child.pid ?? -1,
    said: () => text,
    ended,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  }
}

/** Resolves when the process answers on its port that it is ready; says what it said where it ended instead. */
export const untilReady = async (
  { ended, said }: WaymarkProcess,
  url: string,
  path = '/readyz',
): Promise<void> => {
  let status: number | null | undefined
  void ended.then((code) => {
    status = code
  })
  for (;;) {
    if (status !== undefined) throw new Error(`waymark ended with ${status}:\n${said()}`)
    const ready = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(2000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await pause(30)
  }
}
