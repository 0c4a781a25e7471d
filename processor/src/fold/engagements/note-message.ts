import {
  type AnswerValue,
  type JsonObject,
  type LedgerEntry,
  limits,
  mergeLedger,
  type Suppression,
  suppressions,
} from '@waymark/schemas'
import type { Gate } from '@waymark/schemas/wire/gates'
import type { EngagementProgram } from '../../program/engagement.ts'
import { cut, cutToBytes, jsonBytes } from '../cut.ts'
import { type Draft, mine } from '../mine.ts'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { note } from '../verdicts/note-verdict.ts'
import { isPerson, type Work } from '../work.ts'

/** Adds to what is known of a guide or of an engagement's messages. */
export const noteInLedger = (draft: Draft<PersonState>, key: string, entry: LedgerEntry): void => {
  const ledger = mine(draft, 'ledger')
  ledger[key] = mergeLedger(own(ledger, key) ?? {}, entry)
}

/** Adds to what is known of the guide and of the engagement that sent it. */
export const noteMessage = (
  draft: Draft<PersonState>,
  message: EngagementProgram,
  entry: LedgerEntry,
): void => {
  if (message.channel === 'guide') noteInLedger(draft, `guide/${message.guide}`, entry)
  noteInLedger(draft, `engagement/${message.definition}`, entry)
}

/** The entry of a reason that rules know; of others there is none. */
export const suppressedBy = (reason: string, at: number): LedgerEntry | undefined => {
  const known = suppressions.find((one): one is Suppression => one === reason)
  return known && { not: { [known]: at } }
}

/**
 * What was decided is seen by rules from the next instant on: within the step that decides, a rule that asks for it could undo
 * the very decision.
 */
export const noteDecision = (
  work: Work,
  message: EngagementProgram,
  gates: readonly Gate[],
): void => {
  if (!work.program.readsDecisions || !isPerson(work)) return
  const entry = suppressedBy(gates.at(-1)?.gate ?? '', work.state.clock)
  if (!entry) return
  noteMessage(work, message, entry)
  note(work, work.state.clock + 1)
}

const isAnswer = (value: unknown): value is AnswerValue =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'))

/** What of a value is kept in so many bytes. */
const short = (value: AnswerValue, room: number): AnswerValue => {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return cutToBytes(cut(value), room) ?? ''
  let left = room - 2
  const items = value.slice(0, limits.answersKept).map(cut)
  const end = items.findIndex((item) => {
    left -= jsonBytes(item) + 1
    return left < 0
  })
  return end < 0 ? items : items.slice(0, end)
}

/** The answers that an event carries, short enough to be kept. */
export const answersIn = (
  properties: JsonObject,
  at: number,
): NonNullable<LedgerEntry['answers']> => {
  const given = Object.hasOwn(properties, 'answers') ? properties.answers : undefined
  const answers: Record<string, readonly [AnswerValue, number]> = {}
  if (typeof given !== 'object' || given === null) return answers
  for (const [question, value] of Object.entries(given).slice(0, limits.answersKept)) {
    const room = limits.answerBytes - jsonBytes(question)
    if (
      room > 2 &&
      question.length <= limits.nameLength &&
      question !== '__proto__' &&
      isAnswer(value)
    )
      answers[question] = [short(value, room), at]
  }
  return answers
}
