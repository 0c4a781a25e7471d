import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** What a command answered. */
export interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

type Env = { readonly [name: string]: string }

/** Nothing of the shell that the tests run in reaches the commands. */
const cleanEnv = (env: Env): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('WAYMARK_')),
  ),
  ...env,
})

interface Setting {
  readonly cwd?: string
  readonly env?: Env
  readonly input?: string
}

/** Starts `waymark` as a person would, and leaves it running. */
export const startCommand = (args: readonly string[], { cwd, env = {} }: Setting = {}) =>
  spawn(process.execPath, [main, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: cleanEnv(env),
    stdio: 'pipe',
  })

/** Runs `waymark` to its end. */
export const runCommand = async (args: readonly string[], setting: Setting = {}): Promise<Ran> => {
  const child = startCommand(args, setting)
  child.stdin.end(setting.input ?? '')
  const status = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await status, out, err }
}
