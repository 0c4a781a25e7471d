import {
  canAskPastOf,
  type Definition,
  decideAlike,
  type StoredCounted,
  type StoredDefinition,
} from '@waymark/schemas'
import { checkSet, nameOf } from './check-set.ts'

/** All that is published after a change, what is in force until then, and what holds its past by now; absent where pasts are not read. */
interface Sets {
  readonly after: readonly Definition[]
  readonly inForce: (d: Definition) => StoredDefinition['before']
  readonly counted: StoredCounted | undefined
}

const startsNow = (d: Definition): boolean => 'from' in d && d.from === 'now'

/**
 * Says of which definitions it is asked, by a change, when they would have decided, had they always been there: of those that count
 * something of which nobody holds all of the past, and of those that decide otherwise than what is in force. That all they count is
 * counted tells what holds now, and not since when.
 */
export const pastReader = ({ after, inForce, counted }: Sets): ((d: Definition) => boolean) => {
  if (!counted) return () => false
  const complete = new Set(Object.values(counted.definitions).flatMap(({ leaves }) => leaves))
  const { definitions } = checkSet(after)
  const decidesAsBefore = (d: Definition): boolean => {
    const before = inForce(d)
    const known = counted.definitions[nameOf(d)]
    return (
      before !== undefined && before.version === known?.version && decideAlike(d, before.definition)
    )
  }
  return (d) => {
    const leaves = [...(definitions.get(nameOf(d))?.leaves ?? [])]
    if (startsNow(d) || leaves.length === 0 || !canAskPastOf(d, after)) return false
    return leaves.some((leaf) => !complete.has(leaf)) || !decidesAsBefore(d)
  }
}
