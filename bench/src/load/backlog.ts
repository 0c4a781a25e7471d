import type { Behind } from '../server/server-options.ts'

/** Keeps a load from running away from a pipeline: what is sent and not folded stays below about two seconds of work. */
export interface Backlog extends Disposable {
  /** Waits while there is too much; for `drive`. */
  readonly gate: () => Promise<void> | undefined
}

export interface BacklogOptions {
  readonly behind: () => Promise<Behind>
  /** Records that may wait before the pipeline's own pace is known. */
  readonly atFirst: number
}

const lookEveryMs = 100
const secondsOfWork = 2

/** Asks the server how far it is, ten times a second, and opens and shuts the gate. */
export const watchBacklog = ({ behind, atFirst }: BacklogOptions): Backlog => {
  let shut: PromiseWithResolvers<void> | undefined
  let stopped = false
  let allowed = atFirst
  let waiting = 0
  const look = async (): Promise<void> => {
    const begun = performance.now()
    const { fold } = await behind()
    // While the gate is shut nothing comes in: what went away is the pipeline's pace.
    if (shut && fold < waiting) {
      const perSecond = ((waiting - fold) / lookEveryMs) * 1000
      allowed = Math.max(atFirst, perSecond * secondsOfWork)
    }
    waiting = fold
    if (fold > allowed) shut ??= Promise.withResolvers()
    else {
      shut?.resolve()
      shut = undefined
    }
    const left = lookEveryMs - (performance.now() - begun)
    if (!stopped) setTimeout(() => void look().catch(open), Math.max(0, left))
  }
  const open = (): void => {
    shut?.resolve()
    shut = undefined
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
