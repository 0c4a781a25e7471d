export interface Due {
  readonly due: number
  /** What is due at the same instant leaves in this order. */
  readonly order?: number
}

/** A priority queue: the earliest first. */
export interface DueHeap<T extends Due> {
  readonly push: (item: T) => void
  readonly peek: () => T | undefined
  readonly pop: () => T | undefined
}

export const createDueHeap = <T extends Due>(): DueHeap<T> => {
  const items: T[] = []
  /** Whether the item at one place may stay above that at another; there may be none. */
  const isAbove = (a: number, b: number): boolean => {
    const [first, second] = [items[a], items[b]]
    if (!first || !second) return second === undefined
    if (first.due !== second.due) return first.due < second.due
    return (first.order ?? 0) <= (second.order ?? 0)
  }
  const swap = (a: number, b: number): void => {
    const [first, second] = [items[a], items[b]]
    if (first === undefined || second === undefined) return
    items[a] = second
    items[b] = first
  }
  const rise = (from: number): void => {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (isAbove(parent, at)) return
      swap(parent, at)
      at = parent
    }
  }
  const sink = (): void => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const earlier = isAbove(left, left + 1) ? left : left + 1
      if (isAbove(at, earlier)) return
      swap(at, earlier)
      at = earlier
    }
  }
  return {
    push: (item) => {
      items.push(item)
      rise(items.length - 1)
    },
    peek: () => items[0],
    pop: () => {
      const [first] = items
      const last = items.pop()
      if (last !== undefined && items.length > 0) {
        items[0] = last
        sink()
      }
      return first
    },
  }
}
