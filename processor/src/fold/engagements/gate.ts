import type { Verdict } from '@waymark/schemas'
import type { GateName } from '@waymark/schemas/wire/gates'
import type { EngagementProgram } from '../../program/engagement.ts'
import type { Program } from '../../program/program.ts'
import type { SubjectFacts } from '../facts-of.ts'
import type { SubjectState } from '../state.ts'

/** Who is looked at: the state, what rules may read of it, and the definitions in force. */
export interface Looked {
  readonly state: SubjectState
  readonly facts: SubjectFacts
  readonly program: Program
}

/** What a gate found: whether it is open and until when that stays so, and both sides of it in words. */
export interface Answer {
  readonly open: Verdict
  readonly wants: string
  /** Called when somebody is to read it: most decisions are as they were, and nobody does. */
  readonly found: string | (() => string)
  /** Where this answer means something else than the gate's usual one. */
  readonly whenShut?: WhenShut
  /** It is shut until the account has said what is asked of it, and for no other reason. */
  readonly awaited?: true
}

/** What a shut gate means for what is sent: it is dropped for good, or waits for the gate to open. Guides always wait. */
export type WhenShut = 'drops' | 'waits'

/** One thing that is asked before a message. */
export interface GateKeeper {
  readonly gate: GateName
  readonly whenShut: WhenShut
  /** `undefined`: this gate is no matter for this message. */
  readonly look: (message: EngagementProgram, looked: Looked) => Answer | undefined
}
