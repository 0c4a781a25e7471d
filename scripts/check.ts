// Everything that can be said of the sources without running them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

interface Check {
  readonly name: string
  readonly command: readonly string[]
}

const bin = (name: string): string => join(import.meta.dirname, '../node_modules/.bin', name)

const checks: readonly Check[] = [
  { name: 'types', command: [bin('tsc'), '-b'] },
  {
    name: 'style',
    command: [bin('biome'), 'ci', '--diagnostic-level=error', '--colors=off'],
  },
  { name: 'rooms', command: [process.execPath, 'scripts/check-rooms.ts'] },
  { name: 'layers', command: [process.execPath, 'scripts/check-layers.ts'] },
  { name: 'unused', command: [bin('knip')] },
]

/** Runs one; what it says is shown in one piece, for others run beside it. */
const passes = async ({ name, command }: Check): Promise<boolean> => {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` },
  })
  const ended = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await ended
  console.error(`— ${name}`)
  process.stderr.write(out + err)
  return child.exitCode === 0
}

/** Runs the checks beside each other; returns the names of those that failed. */
export const runChecks = async (): Promise<readonly string[]> => {
  const passed = await Promise.all(checks.map(passes))
  return checks.filter((_, i) => !passed[i]).map(({ name }) => name)
}

if (import.meta.main) {
  const failed = await runChecks()
  if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
