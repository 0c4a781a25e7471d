import { signal } from '@preact/signals'
import type { Pending } from './with-pending.ts'

/** A deed is folded and readable within a second or two; after this long the server's word counts alone. */
export const heldForMs = 10_000

/** A deed that is shown before the server has caught up. */
interface Held {
  readonly takeBack: () => void
  /** Nothing was done to the same item since, and it was not taken back. */
  readonly stands: () => boolean
}

export interface PendingDeeds<Item, Deed> {
  /** What was done a moment ago, to each item the latest. Read while drawing, it draws anew with it. */
  readonly all: () => readonly Pending<Item, Deed>[]
  /** Shows a deed at once. */
  readonly hold: (deed: Pending<Item, Deed>) => Held
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
      return { takeBack: drop, stands: () => held.peek().includes(deed) }
    },
  }
}
