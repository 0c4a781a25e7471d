import type { Behind } from '../server/server-options.ts'

/** Keeps a load from running away from a pipeline. */
export interface Backlog extends Disposable {
  /** Waits while too much waits already; for `drive`. */
  readonly gate: () => Promise<void> | undefined
}

export interface BacklogOptions {
  readonly behind: () => Promise<Behind>
  /** Records that may wait to be folded: a second or two of work. */
  readonly allowed: number
}

const lookEveryMs = 100

/** Asks the server how far it is, ten times a second, and opens and shuts the gate. */
export const watchBacklog = ({ behind, allowed }: BacklogOptions): Backlog => {
  let shut: PromiseWithResolvers<void> | undefined
  let stopped = false
  const open = (): void => {
    shut?.resolve()
    shut = undefined
  }
  const look = async (): Promise<void> => {
    const { fold } = await behind()
    if (fold > allowed) shut ??= Promise.withResolvers()
    else open()
    if (!stopped) setTimeout(() => void look().catch(open), lookEveryMs)
  }
  void look().catch(open)
  return {
    gate: () => shut?.promise,
    [Symbol.dispose]: () => {
      stopped = true
      open()
    },
  }
}
