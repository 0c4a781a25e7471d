export type Listener<T> = (value: T) => void

export interface Emitter<T> {
  /** Answers with what takes the listener away. */
  on(fn: Listener<T>): () => void
  off(fn: Listener<T>): void
  emit(value: T): void
}

/** Listeners in order; one that throws spoils neither its neighbours nor the caller. */
export const createEmitter = <T>(onError: (error: unknown) => void): Emitter<T> => {
  const listeners = new Set<Listener<T>>()
  return {
    on(fn) {
      listeners.add(fn)
      return () => listeners.delete(fn)
    },
    off: (fn) => {
      listeners.delete(fn)
    },
    emit(value) {
      for (const fn of [...listeners]) {
        try {
          fn(value)
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
