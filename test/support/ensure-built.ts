import { execFile } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** What browsers load, the script that builds it, and a file that every build writes. */
export const products = {
  sdk: {
    script: 'sdk/scripts/build.ts',
    sources: 'sdk/{src,scripts}/**/*.{ts,tsx}',
    made: 'sdk/dist/files.json',
  },
  dashboard: {
    script: 'dashboard/web/build.ts',
    sources: 'dashboard/web/src/**/*',
    made: 'dashboard/web/dist/index.html',
  },
} as const

const changedAt = (path: string): number =>
  statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0

type Product = (typeof products)[keyof typeof products]

/** Whether a source of it has changed since it was built. */
export const isStale = ({ script, sources, made }: Product): boolean => {
  const builtAt = changedAt(made)
  return [script, ...globSync([sources, 'schemas/src/**/*.ts'], { cwd: root })].some(
    (path) => changedAt(path) > builtAt,
  )
}

/** Builds what browsers load where it is older than its sources, so that journeys run on the sources as they are. */
export const setup = async (): Promise<void> => {
  for (const product of Object.values(products)) {
    if (isStale(product)) await run(process.execPath, [product.script], { cwd: root })
  }
}
