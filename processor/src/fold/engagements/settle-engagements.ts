import type { Gate } from '@waymark/schemas/wire/gates'
import type { EngagementProgram } from '../../program/engagement.ts'
import { mineIn } from '../mine.ts'
import type { EngagementState } from '../state.ts'
import type { PersonWork } from '../work.ts'
import { trackEntry } from './enter.ts'
import { settleGuide } from './settle-guide.ts'
import { settleSend } from './settle-send.ts'

const gone: readonly Gate[] = [
  { gate: 'audience', is: false, wants: 'the engagement is published', found: 'it is not' },
]

/** In place of the gate that stopped it last. */
const unpublished = 'unpublished'

/** Nothing is left of it that could be withdrawn. */
const isOver = (now: Readonly<EngagementState> | undefined): boolean =>
  now?.dec === undefined &&
  now?.lease === undefined &&
  now?.in === undefined &&
  now?.wait === undefined &&
  (now?.gate === unpublished || now?.shown.length === 0)

/** Decisions of engagements that are gone are withdrawn; what has been shown stays known, for the caps. */
const withdrawGone = (work: PersonWork): void => {
  const { state, program, transitions, view } = work
  for (const id in state.eng) {
    if (program.messages.has(id)) continue
    if (isOver(state.eng[id])) continue
    const now = mineIn(work, 'eng', id)
    if (!now) continue
    if (now.dec !== undefined) {
      const decision = now.dec
      transitions.push({
        t: 'withdrawn',
        decision,
        engagement: id,
        guide: '',
        at: view.now,
        why: gone,
      })
    }
    // Of what was painted it is told to open pages, though nothing else about it changes.
    if (now.shown.length > 0) now.gate = unpublished
    delete now.dec
    delete now.lease
    delete now.in
    delete now.wait
  }
}

/** Of whom a page says that they want no messages, all of them are recorded as held back by that. */
const toDecide = ({ state, program }: PersonWork): readonly EngagementProgram[] =>
  state.denies ? program.engagements : program.awakeEngagements(state)

/** Decides what is sent, and then, under what the caps have left, which guides the person may see now. */
export const settleEngagements = (work: PersonWork): void => {
  const engagements = toDecide(work)
  for (const message of engagements) trackEntry(work, message)
  for (const message of engagements) if (message.channel !== 'guide') settleSend(work, message)
  for (const message of engagements) if (message.channel === 'guide') settleGuide(work, message)
  withdrawGone(work)
}
