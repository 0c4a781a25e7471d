import { isTrue, type Verdict } from '@waymark/schemas'
import type { SubjectFacts } from '../facts-of.ts'
import type { Work } from '../work.ts'
import { note } from './note-verdict.ts'
import { isHeld } from './unheard.ts'

/**
 * Whether a rule holds; `undefined` where it rests on what another subject has yet to say, or to hear of: nothing is decided then, but
 * not long. `was`: the answer with which all stays as it is; without one every answer decides something.
 */
export const decided = (
  work: Work,
  holds: (facts: SubjectFacts) => Verdict,
  was?: boolean,
): boolean | undefined => {
  const { view } = work
  view.waits = 0
  const is = isTrue(note(work, holds(view)))
  if (view.waits > 0) {
    note(work, view.waits)
    isHeld(work, [holds])
    return undefined
  }
  return is !== was && isHeld(work, [holds]) ? undefined : is
}
