import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ownChild } from '../setting/clean-up.ts'

/** A server that does next to nothing, in a process of its own as the real one is. */
export interface Floor extends AsyncDisposable {
  readonly port: number
}

export const startFloor = async (
  file: `${string}.child.ts`,
  args: readonly string[] = [],
): Promise<Floor> => {
  const child = fork(join(import.meta.dirname, file), args)
  ownChild(child)
  const [{ port }] = (await once(child, 'message')) as [{ readonly port: number }]
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}
