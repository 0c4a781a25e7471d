import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Environment, main, settings } from './waymark-process.ts'

const run = promisify(execFile)

/** What a command said and how it ended. */
export interface CommandResult {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs a command of `waymark` to its end. */
export const runWaymark = async (
  args: readonly string[],
  env: Environment = {},
): Promise<CommandResult> => {
  const options = { env: settings(env), maxBuffer: 1 << 28 }
  try {
    const { stdout, stderr } = await run(process.execPath, [main, ...args], options)
    return { status: 0, out: stdout, err: stderr }
  } catch (error) {
    const {
      code,
      stdout = '',
      stderr = '',
    } = error as {
      readonly code?: unknown
      readonly stdout?: string
      readonly stderr?: string
    }
    if (typeof code !== 'number') throw error
    return { status: code, out: stdout, err: stderr }
  }
}
