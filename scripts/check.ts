// Everything that can be said of the sources without running them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

interface Check {
  readonly name: string
  readonly command: readonly string[]
}

const bin = (name: string): string => join(import.meta.dirname, '../node_modules/.bin', name)

const checks: readonly Check[] = [
  { name: 'types', command: [bin('tsc'), '-b'] },
  {
    name: 'style',
    command: [bin('biome'), 'ci', '--diagnostic-level=error'],
  },
  { name: 'rooms', command: [process.execPath, 'scripts/check-rooms.ts'] },
  { name: 'unused', command: [bin('knip')] },
]

/** Runs the checks; returns the names of those that failed. */
export const runChecks = (): readonly string[] => {
  const env = { ...process.env, PATH: `${join(process.execPath, '..')}:${process.env.PATH}` }
  return checks.flatMap(({ name, command }) => {
    const [file = '', ...args] = command
    console.error(`— ${name}`)
    const done = spawnSync(file, args, {
      cwd: join(import.meta.dirname, '..'),
      stdio: 'inherit',
      env,
    })
    return done.status === 0 ? [] : [name]
  })
}

if (import.meta.main) {
  const failed = runChecks()
  if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
