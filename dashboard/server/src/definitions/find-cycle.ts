/** The first circle among the names, beginning and ending with the same one; `undefined` where there is none. */
export const findCycle = (
  names: readonly string[],
  reads: (name: string) => readonly string[],
): readonly string[] | undefined => {
  const done = new Set<string>()
  const visit = (name: string, open: readonly string[]): readonly string[] | undefined => {
    if (done.has(name)) return undefined
    const at = open.indexOf(name)
    if (at >= 0) return [...open.slice(at), name]
    for (const read of reads(name)) {
      const cycle = visit(read, [...open, name])
      if (cycle) return cycle
    }
    done.add(name)
    return undefined
  }
  for (const name of names) {
    const cycle = visit(name, [])
    if (cycle) return cycle
  }
  return undefined
}
