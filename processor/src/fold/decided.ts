import { isTrue, type Verdict } from '@waymark/schemas'
import type { SubjectFacts } from './facts-of.ts'
import { note } from './note-verdict.ts'
import type { Work } from './work.ts'

/** Whether a rule holds; `undefined` where it rests on what another subject has yet to say: nothing is decided then, but not long. */
export const decided = (
  work: Work,
  holds: (facts: SubjectFacts) => Verdict,
): boolean | undefined => {
  const { view } = work
  view.waits = 0
  const is = isTrue(note(work, holds(view)))
  if (view.waits === 0) return is
  note(work, view.waits)
  return undefined
}
