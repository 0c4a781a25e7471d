import type { SendStepProgram } from '../../../program/flow.ts'
import { expose } from '../../engagements/expose.ts'
import { lastGate, walkGates, wordsOf } from '../../engagements/gates.ts'
import { ledgerOf, recordShut } from '../../engagements/record.ts'
import { loudAgainAt, send } from '../../engagements/settle-send.ts'
import { isUndecided } from '../../engagements/undecided.ts'
import type { EngagementState } from '../../state.ts'
import { note } from '../../verdicts/note-verdict.ts'
import type { Work } from '../../work.ts'
import { placeAt, putPlace } from '../flow-place.ts'
import type { Advance, Standing } from '../flow-step.ts'

type AtSend = Standing<SendStepProgram>

/** Each coming here is a decision of its own, and so is the reason against it. */
const comeTo = (work: Work, { flow, keyed, position }: AtSend, ledger: EngagementState): void => {
  const { since } = position
  // The places of several keys share the ledger, so that caps count them together; why each waits is its own.
  const gate = keyed
    ? placeAt(work.state, { flow, key: keyed.key })?.gate
    : ledger.wait === since
      ? ledger.gate
      : undefined
  ledger.wait = since
  if (gate === undefined) delete ledger.gate
  else ledger.gate = gate
}

const keepGate = (work: Work, { flow, keyed }: AtSend, { gate = '' }: EngagementState): void => {
  if (!keyed) return
  const slot = { flow, key: keyed.key }
  const place = placeAt(work.state, slot)
  if (place && place.gate !== gate) putPlace(work, slot, { ...place, gate })
}

/**
 * Asks the gates that an engagement's message is asked: where one waits the person stays, where one drops they go on without it.
 * Nothing is sent within a record of history: it goes out the instant after.
 */
export const advanceSend: Advance<SendStepProgram> = (work, standing) => {
  const { step, keyed } = standing
  const { message, next } = step
  if (!message) return { to: next, why: 'what it sends is not published' }
  const ledger = ledgerOf(work, message.id)
  comeTo(work, standing, ledger)
  const looked = { state: work.state, facts: work.view, program: work.program }
  const walked = walkGates(message, looked, (verdict) => note(work, verdict))
  if (isUndecided(work, message, { walked, isOffered: false })) return undefined
  expose(work, message, walked)
  if (walked.shut === undefined) {
    if (work.quiet) {
      note(work, loudAgainAt(work.state))
      return undefined
    }
    send(work, message, { why: wordsOf(walked), keyed })
    return { to: next, why: 'sent' }
  }
  recordShut(work, message, walked)
  if (walked.shut === 'waits') {
    keepGate(work, standing, ledger)
    return undefined
  }
  delete ledger.wait
  return { to: next, why: `not sent: ${lastGate(walked)}` }
}
