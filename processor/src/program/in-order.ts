/** Rules that are evaluated on another subject stand for the definitions on either side. */
const isRelayed = (node: string): boolean => /^(person|account)-rule\//.test(node)

/** Definitions that read each other in a circle, by name. */
export class CycleError extends Error {
  readonly cycle: readonly string[]

  constructor(nodes: readonly string[]) {
    const cycle = nodes.filter((node) => !isRelayed(node))
    super(`these definitions read each other in a circle: ${cycle.join(' → ')}`)
    this.name = 'CycleError'
    this.cycle = cycle
  }
}

/**
 * The names in an order in which each comes after all that it reads; among equals the given order stays.
 * @throws CycleError
 */
export const inOrder = (
  names: readonly string[],
  reads: (name: string) => readonly string[],
): readonly string[] => {
  const done = new Set<string>()
  const open: string[] = []
  const order: string[] = []
  const known = new Set(names)
  const visit = (name: string): void => {
    if (done.has(name) || !known.has(name)) return
    if (open.includes(name)) throw new CycleError([...open.slice(open.indexOf(name)), name])
    open.push(name)
    for (const read of reads(name)) visit(read)
    open.pop()
    done.add(name)
    order.push(name)
  }
  for (const name of names) visit(name)
  return order
}
