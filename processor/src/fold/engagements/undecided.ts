import type { EngagementProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import { isHeld } from '../verdicts/unheard.ts'
import type { Work } from '../work.ts'
import type { Walked } from './gates.ts'
import { isRecorded } from './record.ts'

interface Standing {
  readonly walked: Walked
  /** A guide that is. */
  readonly isOffered: boolean
}

const isDrawnNow = ({ state }: Work, { definition }: EngagementProgram, { asked }: Walked) =>
  asked.some(({ gate }) => gate === 'holdout') && !(state.arms && own(state.arms, definition))

/** Whether what the gates said changes anything: what is offered, sent, dropped or recorded. */
const decides = (
  work: Work,
  message: EngagementProgram,
  { walked, isOffered }: Standing,
): boolean => {
  if (walked.awaited) return false
  if ((walked.shut === undefined) !== isOffered) return true
  if (isDrawnNow(work, message, walked)) return true
  const isDropped = message.channel !== 'guide' && walked.shut === 'drops'
  return isDropped || (walked.shut !== undefined && isRecorded(work, message, walked))
}

/**
 * Whether what the gates decide waits for the account to hear what the person has just told it: it may shut or open one of those whose
 * rules the author wrote.
 */
export const isUndecided = (
  work: Work,
  message: EngagementProgram,
  standing: Standing,
): boolean => {
  if (!decides(work, message, standing)) return false
  const { asked } = standing.walked
  const rules = (['audience', 'exclude', 'goal'] as const).filter((rule) =>
    asked.some(({ gate }) => gate === rule),
  )
  return isHeld(
    work,
    rules.map((rule) => message[rule]?.holds),
  )
}
