import { isTrue } from '@waymark/schemas'
import type { FlowProgram } from '../../program/flow.ts'
import { note } from '../note-verdict.ts'
import type { Work } from '../work.ts'

/** Whether the goal is met or the exit rule holds, in this order. */
export const wayOut = (
  work: Work,
  { goal, exit }: FlowProgram,
): { readonly what: 'won' | 'left'; readonly why: string } | undefined => {
  if (goal && isTrue(note(work, goal.holds(work.view)))) return { what: 'won', why: goal.says }
  if (exit && isTrue(note(work, exit.holds(work.view)))) return { what: 'left', why: exit.says }
  return undefined
}
