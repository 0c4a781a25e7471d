import { setTimeout as pause } from 'node:timers/promises'

const askEveryMs = 50

/** Asks again until it is so. */
export const until = async (isSo: () => Promise<boolean>, withinMs: number): Promise<void> => {
  const end = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it was not so within ${withinMs / 1000} s`)
    await pause(askEveryMs)
  }
}
