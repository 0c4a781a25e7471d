import type { EngagementProgram } from '../../program/engagement.ts'
import { mine, mineIn } from '../mine.ts'
import { own } from '../own.ts'
import { decided } from '../verdicts/decided.ts'
import type { PersonWork } from '../work.ts'
import { ledgerOf } from './record.ts'

/** Nothing is left of a message that would be worth keeping. */
const tidy = (work: PersonWork, id: string): void => {
  const now = own(work.state.eng, id)
  if (!now || now.nth > 0 || now.shown.length > 0 || now.gate !== undefined) return
  if (now.dec === undefined && now.in === undefined && now.acted === undefined)
    delete mine(work, 'eng')[id]
}

/**
 * Remembers since when the person has been in the audience. Who enters is to get what is sent; who is found in it when history
 * is imported, or when the engagement is published, is in already, unless its author means those, too.
 */
export const trackEntry = (work: PersonWork, message: EngagementProgram): void => {
  const isSent = message.channel !== 'guide'
  if (!isSent && !message.reentry) return
  const now = own(work.state.eng, message.id)
  const wasIn = now?.in !== undefined
  const isIn = decided(work, message.audience.holds, wasIn) ?? wasIn
  if (isIn === wasIn) return
  if (!isIn) {
    const ledger = mineIn(work, 'eng', message.id)
    delete ledger?.in
    delete ledger?.wait
    tidy(work, message.id)
    return
  }
  const ledger = ledgerOf(work, message.id)
  ledger.in = work.state.clock
  // Each time is a decision of its own, and so is the reason against it; having been sent before is the same reason for all.
  if (isSent && ledger.gate !== 'entry') delete ledger.gate
  const counts = !work.quiet || (work.adopting === true && message.includePresent)
  if (isSent && counts && work.state.past === undefined) ledger.wait = work.state.clock
}
