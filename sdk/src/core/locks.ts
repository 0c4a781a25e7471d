import { bare } from './bare.ts'

/** Only one tab at a time does the work that has this name. */
export interface TabLock {
  /** False where the browser has no Web Locks (plain http): nothing is exclusive then. */
  readonly exclusive: boolean
  /** Waits for its turn, holds the lock while `work` runs. Without Web Locks it runs at once. */
  hold(work: () => Promise<void>, signal?: AbortSignal): Promise<void>
}

/** @param name false for a page without shared storage: each tab is alone */
export const createTabLock = (name: string | false): TabLock => {
  const locks = name && 'locks' in navigator ? navigator.locks : undefined
  return {
    exclusive: locks !== undefined,
    async hold(work, signal) {
      if (!locks || !name) return work()
      let begun = false
      const begin = () => {
        begun = true
        return work()
      }
      try {
        await locks.request(name, bare(signal ? { signal } : {}), begin)
      } catch (error) {
        if (signal?.aborted) return
        // Refused to this page (an opaque origin): work alone rather than never.
        if (begun) throw error
        await work()
      }
    },
  }
}
