import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const children = new Set<ChildProcess>()
const directories = new Set<string>()

/** However this process ends, nothing of it stays: no child, no directory. */
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  for (const path of directories) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
})

const interrupted = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** An interrupted run ends as any other: by `exit`. */
export const endOnSignals = (): void => {
  for (const [signal, status] of Object.entries(interrupted)) {
    process.once(signal, () => process.exit(status))
  }
}

/** Lets a child go with this process. */
export const ownChild = (child: ChildProcess): void => {
  children.add(child)
  child.once('exit', () => children.delete(child))
}

/** A directory of this run's own. */
export const ownDirectory = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'waymark-bench-'))
  directories.add(path)
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
      directories.delete(path)
    },
  }
}
