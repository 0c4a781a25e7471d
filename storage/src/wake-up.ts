/** Lets a loop wait until somebody has something for it. */
export interface WakeUp {
  /** Resolves at the next `wake`, or after `atMostMs`. */
  readonly wait: (atMostMs?: number) => Promise<void>
  readonly wake: () => void
}

export const createWakeUp = (): WakeUp => {
  let sleepers: (() => void)[] = []
  return {
    wait: (atMostMs) =>
      new Promise((resolve) => {
        const timer = atMostMs === undefined ? undefined : setTimeout(resolve, atMostMs)
        sleepers.push(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
    wake: () => {
      const woken = sleepers
      sleepers = []
      for (const resolve of woken) resolve()
    },
  }
}
