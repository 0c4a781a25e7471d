import type { SendStepProgram } from '../../../program/flow.ts'
import { expose } from '../../engagements/expose.ts'
import { lastGate, walkGates, wordsOf } from '../../engagements/gates.ts'
import { ledgerOf, recordShut } from '../../engagements/record.ts'
import { loudAgainAt, send } from '../../engagements/settle-send.ts'
import { note } from '../../note-verdict.ts'
import type { Advance } from '../flow-step.ts'

/**
 * Asks the gates that an engagement's message is asked: where one waits the person stays, where one drops they go on without it.
 * Nothing is sent within a record of history: it goes out the instant after.
 */
export const advanceSend: Advance<SendStepProgram> = (work, { step, position }) => {
  const { message, next } = step
  if (!message) return { to: next, why: 'what it sends is not published' }
  const ledger = ledgerOf(work, message.id)
  if (ledger.wait !== position.since) {
    ledger.wait = position.since
    // Each coming here is a decision of its own, and so is the reason against it.
    delete ledger.gate
  }
  const looked = { state: work.state, facts: work.view, program: work.program }
  const walked = walkGates(message, looked, (verdict) => note(work, verdict))
  expose(work, message, walked)
  if (walked.shut === undefined) {
    if (work.quiet) {
      note(work, loudAgainAt(work.state))
      return undefined
    }
    send(work, message, wordsOf(walked))
    return { to: next, why: 'sent' }
  }
  recordShut(work, message, walked)
  if (walked.shut === 'waits') return undefined
  delete ledger.wait
  return { to: next, why: `not sent: ${lastGate(walked)}` }
}
