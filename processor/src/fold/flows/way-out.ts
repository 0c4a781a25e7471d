import type { FlowProgram } from '../../program/flow.ts'
import { decided } from '../verdicts/decided.ts'
import type { Work } from '../work.ts'

interface Out {
  readonly what: 'won' | 'left'
  readonly why: string
}

/**
 * Whether the goal is met or the exit rule holds, in this order; `waits`: another subject has not said yet what they ask of it. `was`: as
 * `decided` has it.
 */
export const wayOut = (
  work: Work,
  { goal, exit }: FlowProgram,
  was?: false,
): Out | 'waits' | undefined => {
  const isWon = goal && decided(work, goal.holds, was)
  if (goal && isWon) return { what: 'won', why: goal.says }
  const isLeft = exit && decided(work, exit.holds, was)
  if (goal && isWon === undefined) return 'waits'
  if (exit && isLeft) return { what: 'left', why: exit.says }
  return exit && isLeft === undefined ? 'waits' : undefined
}
