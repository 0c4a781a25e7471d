/** Does a thing of this name the first time only. */
export const createOnce = (): ((name: string, fn: () => void) => void) => {
  const done = new Set<string>()
  return (name, fn) => {
    if (!done.has(name)) fn()
    done.add(name)
  }
}
