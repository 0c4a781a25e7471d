import type { Definition } from '@waymark/schemas'
import { checkSet } from './check-set.ts'

/** What names one of `names` (`endpoint/sales`), beside those themselves: `pql/hot`, `flow/welcome`. */
export const stillNaming = (
  all: readonly Definition[],
  names: ReadonlySet<string>,
): readonly string[] =>
  [...checkSet(all).definitions.values()]
    .filter(({ key, reads }) => !names.has(key) && [...names].some((name) => reads.has(name)))
    .map(({ key }) => key)
