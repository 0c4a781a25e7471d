import { type WorkCounts, type WorkView, workViews } from '@waymark/schemas/api/work'

interface Work {
  readonly snoozedUntil?: number
  readonly ownerId?: string
  readonly closedById?: string
}

/** For whom a list is made, and when. */
export interface Reader {
  readonly now: number
  /** The id of who reads. */
  readonly me: string
}

/** In which lists a lead or a task is shown. `mine` is a part of `open`. */
export const workViewsOf = (work: Work, isDone: boolean, reader: Reader): readonly WorkView[] => {
  if (isDone) return ['done']
  if ((work.snoozedUntil ?? 0) > reader.now) return ['snoozed']
  return work.ownerId === reader.me ? ['open', 'mine'] : ['open']
}

/** What one list shows, and how many each of them holds. */
export const inView = <Item>(
  all: readonly Item[],
  viewsOf: (item: Item) => readonly WorkView[],
  view: WorkView,
): { readonly items: readonly Item[]; readonly counts: WorkCounts } => {
  const counts = Object.fromEntries(workViews.map((one) => [one, 0])) as Record<WorkView, number>
  const items = all.filter((item) => {
    const views = viewsOf(item)
    for (const one of views) counts[one]++
    return views.includes(view)
  })
  return { items, counts }
}

/** A lead or a task without the ids of who works on it: they are for `mine`, and for what may still be done. */
export const withoutIds = <Item extends Work>({
  ownerId: _,
  closedById: __,
  ...shown
}: Item): Omit<Item, 'ownerId' | 'closedById'> => shown
