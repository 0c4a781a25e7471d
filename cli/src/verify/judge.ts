import { type Finding, isThere } from './examine-page.ts'
import type { Wanted } from './targets-of.ts'

/** What is said of a target; `elsewhere`: none of the pages is one where its guide belongs. */
export interface Result extends Omit<Finding, 'belongs' | 'away'> {
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

/** A tour goes on without an optional step; of a page that was led on from, nobody knows whether it would. */
const isOk = (finding: Finding): boolean =>
  isThere(finding) || (finding.optional && finding.verdict !== 'led_on')

/** Where nobody promised that it is, it is not missed. */
const counts = (finding: Finding): boolean => !finding.away || isThere(finding)

/**
 * A guide that names its pages must find its target on each of them that was opened; one that shows anywhere, on one of them; and a
 * step that names none of its own, on one of them where its tour begins, if it is on no other.
 */
export const judge = (wanted: readonly Wanted[], findings: readonly Finding[]): Report => {
  const results = wanted.flatMap(({ name }) => {
    const own = findings.filter((finding) => finding.name === name && counts(finding))
    const [best] = own.toSorted((a, b) => rank(a) - rank(b))
    const counted = own.some(({ belongs }) => belongs) ? own : best ? [best] : []
    return counted.map((finding) => {
      const { belongs: _belongs, away: _away, ...said } = finding
      return { ...said, ok: isOk(finding) }
    })
  })
  const seen = new Set(results.map(({ name }) => name))
  return {
    ok: results.every(({ ok }) => ok),
    results,
    elsewhere: wanted.map(({ name }) => name).filter((name) => !seen.has(name)),
  }
}
