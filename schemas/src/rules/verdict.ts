/**
 * What a rule says at an instant, and until when that stays so if nothing is folded meanwhile: one number, so that evaluating
 * a rule allocates nothing. The sign is the answer, the magnitude the instant (ms) from which it may differ, exclusive.
 * `Infinity` is "true for good", `-1700000000000` is "false until then".
 *
 * Verdicts are ordered from "false for good" to "true for good", and that order is all there is to combining them: of rules
 * that must all hold the smallest verdict counts, of rules of which one must hold the largest, and a negation is a minus.
 * Where all hold, the first to end ends them; where some do not, nothing can hold before the last of these may turn.
 */
export type Verdict = number

/** True for good. */
export const always: Verdict = Number.POSITIVE_INFINITY
/** False for good. */
export const never: Verdict = Number.NEGATIVE_INFINITY

/** This answer until an instant (ms, exclusive); without one for good. */
export const verdict = (is: boolean, until: number = Number.POSITIVE_INFINITY): Verdict =>
  is ? until : -until

/** Whether the rule holds. */
export const isTrue = (v: Verdict): boolean => v > 0

/** The first instant at which the answer may differ by time alone. */
export const until = (v: Verdict): number => Math.abs(v)

/** Both hold. */
export const both = (a: Verdict, b: Verdict): Verdict => Math.min(a, b)

/** True from `begins` on, until `ends`; where that is no span, never. */
export const between = (begins: number, ends: number, now: number): Verdict => {
  if (!(begins < ends) || now >= ends) return never
  return now >= begins ? verdict(true, ends) : verdict(false, begins)
}
