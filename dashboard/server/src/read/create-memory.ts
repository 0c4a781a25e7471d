interface Kept {
  readonly at: number
  readonly answer: Promise<unknown>
}

/**
 * Keeps answers that read the whole history for a while: a page that is opened by ten people asks once. What failed is asked again.
 */
export const createMemory = (deps: { readonly clock: () => number; readonly forMs: number }) => {
  const kept = new Map<string, Kept>()
  const forget = (now: number): void => {
    for (const [key, { at }] of kept) if (now - at >= deps.forMs || now < at) kept.delete(key)
  }
  return <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const now = deps.clock()
    forget(now)
    const before = kept.get(key)
    if (before) return before.answer as Promise<T>
    const answer = ask()
    kept.set(key, { at: now, answer })
    answer.catch(() => kept.delete(key))
    return answer
  }
}

export type Memory = ReturnType<typeof createMemory>
