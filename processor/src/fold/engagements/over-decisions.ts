import { isTrue } from '@waymark/schemas'
import type { OverDecisions } from '@waymark/schemas/wire/messages'
import type { EngagementProgram } from '../../program/engagement.ts'
import type { Program } from '../../program/program.ts'
import { factsOf } from '../facts-of.ts'
import type { EngagementState, PersonState } from '../state.ts'
import { decisionId } from './decision-id.ts'

/** Nobody has a page open for longer. */
const maybeOpenMs = 7 * 86_400_000

/** It may still be on a screen somewhere, though it is offered no more. */
const mayBeOpen = ({ dec, nth, shown }: EngagementState, clock: number): boolean =>
  dec === undefined && nth > 0 && (shown.at(-1) ?? 0) > clock - maybeOpenMs

/** Why nobody is to see it any more, where that is so. */
const whyOver = (
  state: PersonState,
  message: EngagementProgram | undefined,
): OverDecisions[string] | undefined => {
  if (!message) return 'unpublished'
  const { channel, goal } = message
  return channel === 'guide' && goal && isTrue(goal.holds(factsOf(state))) ? 'goal' : undefined
}

/**
 * What was painted lately and is wanted no more, so that open pages take it away. That a cap is used up is no such reason: it is
 * this very showing that used it up.
 */
export const overDecisions = (state: PersonState, program: Program): OverDecisions | undefined => {
  let over: { [decision: string]: OverDecisions[string] } | undefined
  // At every snapshot, and mostly for nothing: allocates nothing then.
  for (const id in state.eng) {
    const now = state.eng[id]
    if (!now || !mayBeOpen(now, state.clock)) continue
    const why = whyOver(state, program.messages.get(id))
    if (why) over = { ...over, [decisionId(state, id, now.nth)]: why }
  }
  return over
}
