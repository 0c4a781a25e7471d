import { queries } from '../api/queries.ts'
import { RequestFailed } from '../api/request.ts'
import { say } from '../ui/toasts.ts'
import { clockMinute, shortDay } from '../words/time.ts'
import type { PendingDeeds } from './pending-deeds.ts'
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

interface WorkDeps<Item extends Work, Deed> {
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
export const actOn = <Item extends Work, Deed>(
  item: Item,
  { kind, pending, post, refresh, by, now }: WorkDeps<Item, Deed>,
): Act<Deed> => {
  const doing = (): Doing => ({ by, at: now() })
  const send = async (before: Item, deed: Deed): Promise<boolean> => {
    const takeBack = pending.hold({ item: before, deed, ...doing() })
    try {
      await post(deed)
      return true
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      takeBack()
      say(error.message)
      queries.refresh(...refresh)
      return false
    }
  }
  const act = async (deed: Deed, said: string, undo?: Deed): Promise<void> => {
    if (!(await send(item, deed))) return
    const after = kind.after(item, deed, doing())
    say(said, undo && (() => void send(after, undo)))
  }
  return (...all) => void act(...all)
}

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
