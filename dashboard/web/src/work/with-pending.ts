import type { WorkCounts, WorkView } from '@waymark/schemas/api/work'
import { type Doing, type Reader, viewsOf, type Work, type WorkKind } from './work-kind.ts'

/** One list, and how many each of them holds. */
export interface Listed<Item> {
  readonly items: readonly Item[]
  readonly counts: WorkCounts
}

/** Something done that the server's answers may not show yet. */
export interface Pending<Item, Deed> extends Doing {
  /** As it was before. */
  readonly item: Item
  readonly deed: Deed
}

/** Which list is shown, to whom, and when. */
interface At extends Reader {
  readonly view: WorkView
}

const place = <Item extends Work, Deed>(
  kind: WorkKind<Item, Deed>,
  list: Listed<Item>,
  { item, at }: { readonly item: Item; readonly at: At },
): Listed<Item> => {
  const views = viewsOf(item, kind.isDone(item), at)
  const others = list.items.filter((one) => !kind.isSame(one, item))
  const was = others.length < list.items.length
  const is = views.includes(at.view)
  if (!was && !is) return list
  const items = is ? [...others, item].sort(kind.order) : others
  const to = views.find((one) => one !== 'mine')
  const counts = {
    ...list.counts,
    [at.view]: Math.max(0, list.counts[at.view] + items.length - list.items.length),
    ...(was && !is && to ? { [to]: list.counts[to] + 1 } : {}),
  }
  return { items, counts }
}

/** A list as it will be: what was put off or closed leaves at once, what was woken is back at once. */
export const withPending = <Item extends Work, Deed>(
  kind: WorkKind<Item, Deed>,
  list: Listed<Item>,
  { pending, ...at }: At & { readonly pending: readonly Pending<Item, Deed>[] },
): Listed<Item> =>
  pending.reduce(
    (before, { item, deed, ...doing }) =>
      place(kind, before, { item: kind.after(item, deed, doing), at }),
    list,
  )
