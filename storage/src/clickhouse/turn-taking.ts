/** Lets one task at a time through, in the order they came. */
export interface Turns {
  readonly take: <T>(task: () => T | Promise<T>) => Promise<T>
}

export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take: (task) => {
      const mine = last.then(task)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
