/** What to wait for, and who says that it is worth another look. */
export interface WaitUntil {
  readonly holds: () => boolean
  /** Calls whenever something changed; what it returns stops that. */
  readonly onChange: (fn: () => void) => () => void
  /** So long at most. */
  readonly ms: number
  readonly signal?: AbortSignal
}

/** Resolves once it holds, and no later than after `ms`, or when `signal` fires. */
export const waitUntil = ({ holds, onChange, ms, signal }: WaitUntil): Promise<void> =>
  new Promise((resolve) => {
    if (holds() || signal?.aborted) {
      resolve()
      return
    }
    const end = (): void => {
      clearTimeout(timer)
      stop()
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const stop = onChange(() => {
      if (holds()) end()
    })
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
