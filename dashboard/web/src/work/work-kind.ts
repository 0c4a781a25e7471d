import type { WorkView } from '@waymark/schemas/api/work'

/** What a lead and a task have in common: something that waits for a human. */
export interface Work {
  readonly owner?: string
  readonly snoozedUntil?: number
}

/** Who did something and when, as the server will say it. */
export interface Doing {
  readonly by: string
  readonly at: number
}

/** How one kind of work behaves. */
export interface WorkKind<Item extends Work, Deed> {
  /** The item as it will be when the server has folded what was done. */
  readonly after: (item: Item, deed: Deed, doing: Doing) => Item
  readonly isSame: (a: Item, b: Item) => boolean
  readonly isDone: (item: Item) => boolean
  /** How a list is sorted. */
  readonly order: (a: Item, b: Item) => number
}

/** For whom a list is shown, and when. */
export interface Reader {
  readonly now: number
  readonly me: string
}

/** In which lists something is shown, as the server decides it. */
export const viewsOf = (item: Work, isDone: boolean, { now, me }: Reader): readonly WorkView[] => {
  if (isDone) return ['done']
  if ((item.snoozedUntil ?? 0) > now) return ['snoozed']
  return item.owner === me ? ['open', 'mine'] : ['open']
}
