import { isTrue, type Verdict } from '@waymark/schemas'
import type { Gate, GateName } from '@waymark/schemas/wire/gates'
import type { EngagementProgram } from '../../program/engagement.ts'
import { address } from './address.ts'
import { caps } from './caps.ts'
import { consent } from './consent.ts'
import { entry } from './entry.ts'
import type { Answer, GateKeeper, Looked, WhenShut } from './gate.ts'
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
export const gateKeepers: readonly GateKeeper[] = [
  consent,
  audience,
  exclude,
  goal,
  unsubscribed,
  entry,
  merge,
  address,
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

/** How far somebody came: up to the first gate that is shut. */
export interface Walked {
  readonly asked: readonly { readonly gate: GateName; readonly answer: Answer }[]
  /** Where one is shut: what that means for something that is sent. */
  readonly shut: WhenShut | undefined
  /** It is shut until the account has said what is asked of it, and for no other reason. */
  readonly awaited?: true | undefined
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
  const asked: { gate: GateName; answer: Answer }[] = []
  for (const { gate, whenShut, look } of gateKeepers) {
    const answer = look(message, looked)
    if (!answer) continue
    noted(answer.open)
    asked.push({ gate, answer })
    const { open, whenShut: shut = whenShut, awaited } = answer
    if (!isTrue(open)) return { asked, shut, awaited }
  }
  return { asked, shut: undefined }
}

/** The gate that stopped it, or the last that was open. */
export const lastGate = ({ asked }: Walked): GateName | undefined => asked.at(-1)?.gate

/** Every gate with what it wants and what it found, as it is recorded. */
export const wordsOf = ({ asked }: Walked): readonly Gate[] =>
  asked.map(({ gate, answer: { open, wants, found } }) => ({
    gate,
    is: isTrue(open),
    wants,
    found: typeof found === 'string' ? found : found(),
  }))
