import type { Transition } from '@waymark/schemas'
import type { EngagementProgram } from '../../program/engagement.ts'
import { mine, mineIn } from '../mine.ts'
import { own } from '../own.ts'
import type { EngagementState } from '../state.ts'
import type { Work } from '../work.ts'
import { lastGate, type Walked, wordsOf } from './gates.ts'
import { noteDecision } from './note-message.ts'

/** The ledger of a message, made where there is none. */
export const ledgerOf = (work: Work, id: string): EngagementState => {
  const known = mineIn(work, 'eng', id)
  if (known) return known
  const made: EngagementState = { nth: 0, since: work.state.clock, shown: [] }
  mine(work, 'eng')[id] = made
  return made
}

/** What a transition says of a message, whatever its channel. */
export const about = (
  message: EngagementProgram,
): Pick<
  Extract<Transition, { t: 'suppressed' }>,
  'engagement' | 'guide' | 'channel' | 'what' | 'variant'
> => ({
  engagement: message.id,
  ...(message.channel === 'guide'
    ? { guide: message.guide }
    : { guide: '', channel: message.channel, what: message.what }),
  ...(message.variant === undefined ? {} : { variant: message.variant }),
})

/** Somebody who is not meant is not worth a line in the record, nor is what waits for a moment only. */
const silent: ReadonlySet<string> = new Set(['audience', 'merge', 'variant'])

/** Whether it is worth a line that this message did not come further. */
export const isRecorded = (work: Work, { id }: EngagementProgram, walked: Walked): boolean => {
  const gate = lastGate(walked) ?? ''
  return !walked.awaited && !silent.has(gate) && own(work.state.eng, id)?.gate !== gate
}

/** Every decision not to send is kept with its reason, when the reason changes. */
export const recordShut = (work: Work, message: EngagementProgram, walked: Walked): void => {
  if (!isRecorded(work, message, walked)) return
  ledgerOf(work, message.id).gate = lastGate(walked) ?? ''
  const gates = wordsOf(walked)
  noteDecision(work, message, gates)
  work.transitions.push({ t: 'suppressed', ...about(message), at: work.state.clock, why: gates })
}
