import { type Finding, isThere } from './examine-page.ts'
import type { Wanted } from './targets-of.ts'

/** What is said of a target; `elsewhere`: none of the pages is one where its guide belongs. */
export interface Result extends Omit<Finding, 'belongs'> {
  readonly ok: boolean
}

export interface Report {
  readonly ok: boolean
  readonly results: readonly Result[]
  readonly elsewhere: readonly string[]
}

const order: readonly Finding['verdict'][] = [
  ...(['found', 'drifted', 'hidden', 'ambiguous', 'refused', 'missing', 'led_on'] as const),
]

const rank = ({ verdict }: Finding): number => order.indexOf(verdict)

/**
 * A guide that names its pages must find its target on each of them that was opened; one that shows anywhere, on one of them.
 */
export const judge = (wanted: readonly Wanted[], findings: readonly Finding[]): Report => {
  const results = wanted.flatMap(({ name }) => {
    const own = findings.filter((finding) => finding.name === name)
    const [best] = own.toSorted((a, b) => rank(a) - rank(b))
    const counted = own.some(({ belongs }) => belongs) ? own : best ? [best] : []
    return counted.map(({ belongs: _belongs, ...finding }) => ({
      ...finding,
      ok: isThere(finding),
    }))
  })
  const seen = new Set(results.map(({ name }) => name))
  return {
    ok: results.every(({ ok }) => ok),
    results,
    elsewhere: wanted.map(({ name }) => name).filter((name) => !seen.has(name)),
  }
}
