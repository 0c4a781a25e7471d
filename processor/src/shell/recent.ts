/**
 * A map that keeps at least the newest `size` entries and at most twice as many. What it forgets must be found elsewhere by
 * then: `beforeForgetting` resolves when it is; when it rejects nothing is forgotten, and the next `set` throws what it says.
 */
export interface Recent<Key, Value> {
  readonly get: (key: Key) => Value | undefined
  readonly set: (key: Key, value: Value) => void
  readonly delete: (key: Key) => void
}

export const createRecent = <Key, Value>(
  size: number,
  beforeForgetting: () => Promise<void>,
): Recent<Key, Value> => {
  let young = new Map<Key, Value>()
  let old = new Map<Key, Value>()
  let turning = false
  let failure: { readonly error: unknown } | undefined
  const turn = async (): Promise<void> => {
    turning = true
    await beforeForgetting()
    old = young
    young = new Map()
    turning = false
  }
  const set = (key: Key, value: Value): void => {
    young.set(key, value)
    if (failure) throw failure.error
    if (young.size < size || turning) return
    turn().catch((error: unknown) => {
      failure = { error }
    })
  }
  return {
    get: (key) => {
      const value = young.get(key)
      if (value !== undefined) return value
      const kept = old.get(key)
      if (kept !== undefined) set(key, kept)
      return kept
    },
    set,
    delete: (key) => {
      young.delete(key)
      old.delete(key)
    },
  }
}
