import type { Definition, StoredCounted } from '@waymark/schemas'
import { checkSet, nameOf } from './check-set.ts'

/** All that is published before a change and after it, and what holds its past by now; absent where pasts are not read. */
interface Sets {
  readonly before: readonly Definition[]
  readonly after: readonly Definition[]
  readonly counted: StoredCounted | undefined
}

const startsNow = (d: Definition): boolean => 'from' in d && d.from === 'now'

/** Says of which definitions the past is read by a change: of those that ask for what nothing has counted until now. */
export const pastReader = ({ before, after, counted }: Sets): ((d: Definition) => boolean) => {
  const known = new Set([...checkSet(before).definitions.values()].flatMap((d) => [...d.leaves]))
  const { definitions } = checkSet(after)
  return (d) => {
    const leaves = [...(definitions.get(nameOf(d))?.leaves ?? [])]
    return counted !== undefined && !startsNow(d) && leaves.some((leaf) => !known.has(leaf))
  }
}
