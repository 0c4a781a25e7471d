const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Two may be chance, such as two years. */
const fewest = 3

const withoutNumbers = (name: string): string => name.replace(/\d+/g, '0')

/** Names that differ in nothing but a number, where there are at least three of a kind: in order, a list for each kind. */
export const numberedNames = (names: Iterable<string>): readonly (readonly string[])[] => {
  const kinds = new Map<string, string[]>()
  for (const name of names) {
    if (!/\d/.test(name)) continue
    const kind = withoutNumbers(name)
    kinds.set(kind, [...(kinds.get(kind) ?? []), name])
  }
  return [...kinds.values()]
    .filter(({ length }) => length >= fewest)
    .map((same) => same.toSorted(inOrder))
    .toSorted(([a = ''], [b = '']) => inOrder(a, b))
}

/** `'Off 0', 'Off 1' and 48 more differ in a number alone: …` */
export const sayNumbered = (
  [first = '', second = '', ...more]: readonly string[],
  quote: (name: string) => string,
): string =>
  `${quote(first)}, ${quote(second)} and ${more.length} more differ in a number alone: one event with the number as a property says the same, and any number fits.`
