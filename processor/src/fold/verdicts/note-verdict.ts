import { until, type Verdict } from '@waymark/schemas'
import type { Work } from '../work.ts'

/** Remembers until when a verdict holds: the subject is woken at the earliest of them, in whole ms and never early. */
export const note = (work: Work, verdict: Verdict): Verdict => {
  const end = Math.ceil(until(verdict))
  if (end < work.due) work.due = end
  return verdict
}
