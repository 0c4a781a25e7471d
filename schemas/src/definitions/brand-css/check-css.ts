import { contrastDoubts, contrastFaults } from './contrast-remarks.ts'
import type { CssRemark } from './css-remark.ts'
import { type CheckedRules, checkNodes } from './css-rules.ts'
import { readCss } from './read-css.ts'

/** What stands against some CSS, and what its author should look at. */
export interface CssCheck {
  /** It is not saved with one of these. */
  readonly faults: readonly CssRemark[]
  /** What it may break; only eyes can tell. */
  readonly doubts: readonly CssRemark[]
}

const byLine = (remarks: readonly CssRemark[]): readonly CssRemark[] =>
  remarks.toSorted((a, b) => a.line - b.line)

const rulesOf = (css: string): CheckedRules => {
  const read = readCss(css)
  if (!read.ok) return { rules: [], faults: read.faults }
  return checkNodes(read.sheet.type === 'StyleSheet' ? read.sheet.children : [read.sheet])
}

/**
 * Checks the CSS of a brand. It is read by a parser, and what is not on a list is refused: nothing that fetches, hides, moves, covers
 * or reaches beyond the parts of a guide is on one.
 *
 * @example checkCss('.primary { background: url(x) }').faults // line 1: url() is not taken: …
 */
export const checkCss = (css: string): CssCheck => {
  const { rules, faults } = rulesOf(css)
  return {
    faults: byLine([...faults, ...rules.flatMap(contrastFaults)]),
    doubts: byLine(rules.flatMap(contrastDoubts)),
  }
}
