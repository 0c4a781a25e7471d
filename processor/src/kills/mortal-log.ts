import type { EventLog } from '@waymark/storage'

/** When a process dies: at its n-th write to the log, before it, in the middle of it or right after it. */
export interface Death {
  readonly nth: number
  readonly when: 'before' | 'during' | 'after'
}

export interface MortalLog {
  readonly log: EventLog
  readonly isDead: () => boolean
}

/** Called in the moment of death. */
export type Die = (when: Death['when']) => Promise<void>

const killed = (): never => {
  throw new Error('killed')
}

/**
 * A log whose process dies at a write: of all that it would do afterwards nothing happens any more. `die` may end the process
 * for real; where it resolves, every call fails from then on.
 */
export const mortalLog = (log: EventLog, death: Death, die: Die): MortalLog => {
  let left = death.nth
  let dead = false
  const alive = <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) => {
    return async (...args: Args): Promise<T> => (dead ? killed() : work(...args))
  }
  const end = async (): Promise<never> => {
    dead = true
    await die(death.when)
    return killed()
  }
  const mortal = <Args extends readonly unknown[], T>(work: (...args: Args) => Promise<T>) =>
    alive(async (...args: Args): Promise<T> => {
      left--
      if (left !== 0) return work(...args)
      if (death.when === 'before') return end()
      const writing = work(...args)
      if (death.when === 'after') await writing
      else writing.catch(() => undefined)
      return end()
    })
  return {
    isDead: () => dead,
    log: {
      ...log,
      append: mortal(log.append),
      commit: mortal(log.commit),
      subscribe: alive(log.subscribe),
      ends: alive(log.ends),
      starts: alive(log.starts),
      committed: alive(log.committed),
      check: alive(log.check),
    },
  }
}
