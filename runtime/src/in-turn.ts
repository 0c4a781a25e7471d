/** Runs the given work one at a time, in the order given; a failure is its caller's and stops nobody else. */
export const inTurn = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = tail.then(work)
    tail = next.catch(() => undefined)
    return next
  }
}
