/** The same function, that never throws and never rejects: what goes wrong is handed on. */
export const guard =
  <A extends readonly unknown[], R>(fn: (...args: A) => R, onError: (error: unknown) => void) =>
  (...args: A): R | undefined => {
    try {
      const result = fn(...args)
      if (result instanceof Promise) result.catch(onError)
      return result
    } catch (error) {
      onError(error)
      return undefined
    }
  }
