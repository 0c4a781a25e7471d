import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** An engine that a test may end and start again on the same data and address. */
export interface Restartable {
  /** Ends it without a word, as a crash does. */
  readonly kill: () => Promise<void>
  /** Kills it where it runs, and starts it again; resolves once it is ready. */
  readonly restart: () => Promise<void>
}

export const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

/** Launches it; `launch` resolves once the process is ready. */
export const startRestartable = async (
  launch: () => Promise<ChildProcess>,
): Promise<Restartable> => {
  let child = await launch()
  const kill = async (): Promise<void> => {
    if (hasEnded(child)) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const restart = async (): Promise<void> => {
    await kill()
    child = await launch()
  }
  return { kill, restart }
}
