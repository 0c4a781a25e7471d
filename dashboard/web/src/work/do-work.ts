import { queries } from '../api/queries.ts'
import { RequestFailed } from '../api/request.ts'
import { say, sayFailed } from '../ui/toasts.ts'
import { isolate } from '../words/isolate.ts'
import { clockMinute, shortDay } from '../words/time.ts'
import type { PendingDeeds } from './pending-deeds.ts'
import { watchClaim } from './watch-claim.ts'
import type { Doing, Work, WorkKind } from './work-kind.ts'

/** What can be done to any work. */
type HandsDeed =
  | { readonly do: 'claim' | 'wake' }
  /** `own`: unless somebody else was first. */
  | { readonly do: 'release'; readonly own?: true }
  | { readonly do: 'snooze'; readonly until: number }

/** What a human does to something that waits: shown at once, sent, and taken back where the server says no. */
export interface Hands {
  readonly claim: () => void
  readonly release: () => void
  readonly snooze: (until: number) => void
  readonly wake: () => void
}

/** Does something, says so, and offers to do what undoes it. */
export type Act<Deed> = (deed: Deed, said: string, undo?: Deed) => void

/** Where the server says whose something is. */
interface Listing<Item, List> {
  /** The list of what is open. */
  readonly path: string
  readonly itemsOf: (list: List) => readonly Item[]
}

interface WorkDeps<Item extends Work, Deed extends { readonly do: string }, List> {
  /** What the item is called in a sentence. */
  readonly name: string
  readonly listing: Listing<Item, List>
  readonly kind: WorkKind<Item, Deed>
  readonly pending: PendingDeeds<Item, Deed>
  readonly post: (deed: Deed) => Promise<unknown>
  /** What is asked again where the server said no. */
  readonly refresh: readonly string[]
  /** Who works, as the server will call them. */
  readonly by: string
  readonly now: () => number
}

/** How something is done to one item. */
export const actOn = <Item extends Work, Deed extends { readonly do: string }, List>(
  item: Item,
  { name, listing, kind, pending, post, refresh, by, now }: WorkDeps<Item, Deed, List>,
): Act<Deed> => {
  const doing = (): Doing => ({ by, at: now() })
  /** Whether it was written down. `onLost`: it was a claim, and somebody else was first. */
  const send = async (before: Item, deed: Deed, onLost?: () => void): Promise<boolean> => {
    const held = pending.hold({ item: before, deed, ...doing() })
    try {
      await post(deed)
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      held.takeBack()
      sayFailed(error.message)
      queries.refresh(...refresh)
      return false
    }
    if (deed.do !== 'claim') return true
    watchClaim<List>({
      path: listing.path,
      ownerIn: (list) => listing.itemsOf(list).find((one) => kind.isSame(one, item))?.owner,
      onOwner: (owner) => {
        if (owner === by || !held.stands()) return
        held.takeBack()
        onLost?.()
        sayFailed(sayLost(name, owner))
      },
    })
    return true
  }
  const act = async (deed: Deed, said: string, undo?: Deed): Promise<void> => {
    let unsay: (() => void) | undefined
    if (!(await send(item, deed, () => unsay?.()))) return
    const after = kind.after(item, deed, doing())
    unsay = say(said, undo && (() => void send(after, undo)))
  }
  return (...all) => void act(...all)
}

/** Who has it, and what one does then. */
const sayLost = (name: string, owner: string): string =>
  `${isolate(owner)} took ${name} a moment ago. Ask them, or take another one.`

interface Called {
  /** What the item is called in a sentence. */
  readonly name: string
  /** What is said of it when it is brought back. */
  readonly back: string
  readonly now: () => number
}

/** Claiming, giving back, putting off and bringing back, each with its undo. */
export const handsOn = (
  { snoozedUntil }: Work,
  act: Act<HandsDeed>,
  { name, back, now }: Called,
): Hands => ({
  claim: () => act({ do: 'claim' }, `${name} is yours`, { do: 'release', own: true }),
  release: () => act({ do: 'release' }, `${name} is free again`, { do: 'claim' }),
  snooze: (until) =>
    act(
      { do: 'snooze', until },
      `${name} is back on ${shortDay(until, now())}, ${clockMinute(until)}`,
      { do: 'wake' },
    ),
  wake: () =>
    act(
      { do: 'wake' },
      `${name} ${back}`,
      snoozedUntil === undefined ? undefined : { do: 'snooze', until: snoozedUntil },
    ),
})
