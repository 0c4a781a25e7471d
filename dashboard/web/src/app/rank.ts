/**
 * How well a label answers what was typed: 0 not at all, more is better. Starts of words count most, then letters in a
 * row, then letters in order.
 *
 * @example rank('jv', 'Journey to value') // 2 starts of words
 */
export const rank = (typed: string, label: string): number => {
  const want = typed.toLowerCase().trim()
  const have = label.toLowerCase()
  if (want === '') return 1
  if (have.startsWith(want)) return 100
  if (have.includes(` ${want}`)) return 80
  if (have.includes(want)) return 60
  const starts = have
    .split(/[\s@.-]+/)
    .map((word) => word.charAt(0))
    .join('')
  if (starts.startsWith(want)) return 50
  let at = -1
  let gaps = 0
  for (const letter of want.replace(/\s/g, '')) {
    const next = have.indexOf(letter, at + 1)
    if (next < 0) return 0
    gaps += next - at - 1
    at = next
  }
  return Math.max(1, 40 - gaps)
}
