import type { SetStepProgram } from '../../../program/flow.ts'
import { standsDrawn } from '../../engagements/draw.ts'
import { mine } from '../../mine.ts'
import { putTraits } from '../../traits/traits.ts'
import { note } from '../../verdicts/note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/**
 * Says a trait, as a page would: a server's word about it stays. What reads traits has been settled in this step, so it is looked
 * at again the instant after.
 */
export const advanceSet: Advance<SetStepProgram> = (work, { flow, step }) => {
  const { state } = work
  const { trait, value, draw, next } = step
  if (standsDrawn({ definition: `flow/${flow}`, draw }, state).heldOut)
    return { to: next, why: 'not set: holdout' }
  const by = { time: state.clock, from: 'b' } as const
  const { changed, dropped } = putTraits(mine(work, 'traits'), { [trait]: value }, by)
  if (changed) note(work, state.clock + 1)
  return { to: next, why: dropped.length > 0 ? `no room for ${trait}` : `set ${trait}` }
}
