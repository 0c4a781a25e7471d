import type { Leaf, ObservedEvent } from '@waymark/schemas'
import type { PersonState } from '../state.ts'

/** Whether an event adds to what the account has been told of this member, and remembers it as told. */
const isNews = (
  state: PersonState,
  { leaf, account }: { readonly leaf: Leaf; readonly account: string },
  event: ObservedEvent,
): boolean => {
  if (!leaf.recent) return true
  const told = state.news?.account === account ? state.news.leaves : {}
  const before = told[leaf.hash]
  const after = leaf.observe(before, event)
  if (!after || after === before) return false
  state.news = { account, leaves: { ...told, [leaf.hash]: leaf.recent(after) } }
  return true
}

/**
 * The leaves of an account that an event of its member is worth a hop for. What says nothing new of the member says nothing new
 * of the account: there it only counts up to the same cap.
 */
export const newsFor = (
  state: PersonState,
  { leaves, account }: { readonly leaves: readonly Leaf[]; readonly account: string },
  event: ObservedEvent,
): readonly Leaf[] => leaves.filter((leaf) => isNews(state, { leaf, account }, event))
