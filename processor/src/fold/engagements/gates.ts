import { type Gate, isTrue, type Verdict } from '@waymark/schemas'
import type { EngagementProgram } from '../../program/engagement.ts'
import { caps } from './caps.ts'
import { consent } from './consent.ts'
import { entry } from './entry.ts'
import type { GateKeeper, Looked, WhenShut } from './gate.ts'
import { holdout } from './holdout.ts'
import { merge } from './merge.ts'
import { priority } from './priority.ts'
import { quiet } from './quiet.ts'
import { audience, exclude, goal } from './rules.ts'
import { schedule } from './schedule.ts'
import { slot } from './slot.ts'
import { snooze } from './snooze.ts'
import { unsubscribed } from './unsubscribed.ts'
import { variant } from './variant.ts'
import { worked } from './worked.ts'

/** The order of decision. A new gate is a file and a line here. */
const order: readonly GateKeeper[] = [
  consent,
  audience,
  exclude,
  goal,
  entry,
  merge,
  unsubscribed,
  schedule,
  quiet,
  worked,
  variant,
  holdout,
  snooze,
  caps,
  priority,
  slot,
]

/** How far somebody came. */
export interface Walked {
  /** Up to the first that is shut. */
  readonly gates: readonly Gate[]
  /** Where one is shut: what that means for something that is sent. */
  readonly shut: WhenShut | undefined
}

/**
 * Asks gate after gate up to the first that is shut. This is the code that decides; `waymark explain` calls it too. `noted`
 * hears until when each answer holds: the fold wakes then, explaining does not.
 */
export const walkGates = (
  message: EngagementProgram,
  looked: Looked,
  noted: (verdict: Verdict) => unknown = () => undefined,
): Walked => {
  const gates: Gate[] = []
  for (const { gate, whenShut, look } of order) {
    const answer = look(message, looked)
    if (!answer) continue
    noted(answer.open)
    const is = isTrue(answer.open)
    gates.push({ gate, is, wants: answer.wants, found: answer.found })
    if (!is) return { gates, shut: answer.whenShut ?? whenShut }
  }
  return { gates, shut: undefined }
}
