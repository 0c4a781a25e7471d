/** The same, with the next always being asked for already: the database works while what it told last is passed on. */
export const ahead = async function* <T>(all: AsyncIterable<T>): AsyncIterable<T> {
  const source = all[Symbol.asyncIterator]()
  const ask = (): Promise<IteratorResult<T>> => {
    const asked = source.next()
    // Whoever comes to it is told; nobody may come.
    asked.catch(() => {})
    return asked
  }
  let coming = ask()
  try {
    for (;;) {
      const next = await coming
      if (next.done) return
      coming = ask()
      yield next.value
    }
  } finally {
    await source.return?.()
  }
}
