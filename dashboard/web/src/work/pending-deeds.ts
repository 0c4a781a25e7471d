import { signal } from '@preact/signals'
import type { Pending } from './with-pending.ts'

/** A deed is folded and readable within a second or two; after this long the server's word counts alone. */
const heldForMs = 10_000

export interface PendingDeeds<Item, Deed> {
  /** What was done a moment ago, to each item the latest. Read while drawing, it draws anew with it. */
  readonly all: () => readonly Pending<Item, Deed>[]
  /** Shows a deed at once. The answer takes it back. */
  readonly hold: (deed: Pending<Item, Deed>) => () => void
}

/** Holds what the server's answers may not show yet. */
export const pendingDeeds = <Item, Deed>(
  isSame: (a: Item, b: Item) => boolean,
): PendingDeeds<Item, Deed> => {
  const held = signal<readonly Pending<Item, Deed>[]>([])
  return {
    all: () => held.value,
    hold: (deed) => {
      const drop = (): void => {
        held.value = held.peek().filter((one) => one !== deed)
      }
      held.value = [...held.peek().filter((one) => !isSame(one.item, deed.item)), deed]
      setTimeout(drop, heldForMs)
      return drop
    },
  }
}
