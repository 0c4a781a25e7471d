/** What a map holds by its keys in order, as a tree is filled with the fewest pages touched. */
export const sortedEntries = <Value>(map: ReadonlyMap<string, Value>): readonly [string, Value][] =>
  Array.from(map).sort((a, b) => (a[0] < b[0] ? -1 : 1))
