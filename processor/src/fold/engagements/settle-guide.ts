import type { GuideProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import { note } from '../verdicts/note-verdict.ts'
import type { PersonWork } from '../work.ts'
import { decisionId } from './decision-id.ts'
import { expose } from './expose.ts'
import { lastGate, type Walked, walkGates, wordsOf } from './gates.ts'
import { noteDecision } from './note-message.ts'
import { about, ledgerOf, recordShut } from './record.ts'
import { isUndecided } from './undecided.ts'

/** A grant that was not used in time is free again. */
const lapse = (work: PersonWork, { id }: GuideProgram): void => {
  const { lease, dec = '' } = own(work.state.eng, id) ?? {}
  if (!lease) return
  const { until } = lease
  if (until > work.view.now) {
    note(work, until)
    return
  }
  work.transitions.push({ t: 'lapsed', decision: dec, engagement: id, at: until })
  delete ledgerOf(work, id).lease
}

const withdraw = (work: PersonWork, message: GuideProgram, walked: Walked): void => {
  const gates = wordsOf(walked)
  const now = ledgerOf(work, message.id)
  const { variant: _, ...said } = about(message)
  work.transitions.push({
    t: 'withdrawn',
    decision: now.dec ?? '',
    engagement: said.engagement,
    guide: said.guide,
    at: work.view.now,
    why: gates,
  })
  noteDecision(work, message, gates)
  delete now.dec
  delete now.lease
  now.gate = lastGate(walked) ?? ''
}

const offer = (work: PersonWork, message: GuideProgram, walked: Walked): void => {
  const now = ledgerOf(work, message.id)
  const at = work.view.now
  now.nth++
  now.dec = decisionId(work.state, message.id, now.nth)
  now.since = at
  delete now.gate
  work.transitions.push({
    t: 'decided',
    decision: now.dec,
    engagement: message.id,
    guide: message.guide,
    version: message.guideVersion,
    ...(message.variant === undefined ? {} : { variant: message.variant }),
    at,
    why: wordsOf(walked),
  })
}

/**
 * A guide is offered while all its gates are open, and withdrawn when one of them shuts. What is offered stays so while the account
 * has not answered.
 */
export const settleGuide = (work: PersonWork, message: GuideProgram): void => {
  lapse(work, message)
  const looked = { state: work.state, facts: work.view, program: work.program }
  const walked = walkGates(message, looked, (verdict) => note(work, verdict))
  const isOffered = own(work.state.eng, message.id)?.dec !== undefined
  if (isUndecided(work, message, { walked, isOffered })) return
  expose(work, message, walked)
  const isOpen = walked.shut === undefined
  if (isOpen && !isOffered) offer(work, message, walked)
  else if (!isOpen && isOffered && !walked.awaited) withdraw(work, message, walked)
  else if (!isOpen && !isOffered) recordShut(work, message, walked)
}
