import { contentHash, type Gate, type Recipient } from '@waymark/schemas'
import { oneLine } from '../../plain-value.ts'
import type { SendProgram } from '../../program/engagement.ts'
import { accountNameOf } from '../account-name.ts'
import { fillTokens } from '../fill-tokens.ts'
import { note } from '../note-verdict.ts'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { tokenValue } from '../token-value.ts'
import type { PersonWork } from '../work.ts'
import { countDelivery } from './deliver.ts'
import { expose } from './expose.ts'
import { walkGates, wordsOf } from './gates.ts'
import { ledgerOf, recordShut } from './record.ts'

const traitOf = (state: PersonState, name: string): unknown => own(state.traits, name)?.[0]

const textTrait = (state: PersonState, name: string): string | undefined => {
  const value = traitOf(state, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An address with a break in it could add lines to what is made of it: nobody has one. */
const addressOf = (state: PersonState): string | undefined => {
  const email = textTrait(state, 'email')
  return email !== undefined && oneLine(email) === email ? email : undefined
}

const recipientOf = (state: PersonState): Recipient => {
  const [, kind, ...id] = state.s.split('/')
  const name = textTrait(state, 'name')
  const email = addressOf(state)
  const accountName = accountNameOf(state)
  const from = own(state.traits, 'email')?.[2] === 's' ? 'server' : 'browser'
  return {
    person: state.s,
    ...(kind === 'u' ? { userId: id.join('/') } : {}),
    ...(email === undefined ? {} : { email, emailFrom: from }),
    ...(name === undefined ? {} : { name }),
    ...(state.acc ? { account: state.acc.id } : {}),
    ...(accountName === undefined ? {} : { accountName }),
  }
}

/** The author's words with this person's values in them: `{{name}}`, `{{person.role}}`, `{{account.id}}`. */
const filled = (state: PersonState, say: string): string =>
  fillTokens(say, (token) => tokenValue(state, token))

/** Sends it now: what the channel needs, complete in itself. */
export const send = (work: PersonWork, message: SendProgram, why: readonly Gate[]): void => {
  const { state } = work
  const at = state.clock
  const ledger = ledgerOf(work, message.id)
  ledger.nth++
  delete ledger.wait
  delete ledger.gate
  countDelivery(state, { message, ledger, at })
  const { task, say } = message
  const due = task?.dueMs === undefined ? {} : { due: at + task.dueMs }
  work.transitions.push({
    t: 'send',
    send: contentHash([state.s, message.id, ledger.nth]),
    engagement: message.id,
    definition: message.definition,
    ...(message.variant === undefined ? {} : { variant: message.variant }),
    channel: message.channel,
    what: message.what,
    version: message.version,
    to: recipientOf(state),
    traits: Object.fromEntries(
      Object.entries(state.traits).map(([name, [value]]) => [name, value]),
    ),
    ...(say === undefined ? {} : { say: filled(state, say) }),
    ...(task ? { task: { title: filled(state, task.title), ...due } } : {}),
    at,
    why,
  })
}

/** The first instant that is not history: until then every deadline is as quiet as this one. */
export const loudAgainAt = ({ clock, past = 0 }: PersonState): number => Math.max(clock, past) + 1

/**
 * Who has just entered gets it, now or when the gates that wait are open; once a gate that drops is shut, not at all. Nothing is
 * sent within a record of history: what waits goes out the instant after.
 */
export const settleSend = (work: PersonWork, message: SendProgram): void => {
  note(work, message.audience.holds(work.view))
  const now = own(work.state.eng, message.id)
  if (now?.wait === undefined) return
  const looked = { state: work.state, facts: work.view, program: work.program }
  const walked = walkGates(message, looked, (verdict) => note(work, verdict))
  expose(work, message, walked)
  if (walked.shut === undefined) {
    if (work.quiet) note(work, loudAgainAt(work.state))
    else send(work, message, wordsOf(walked))
    return
  }
  recordShut(work, message, walked)
  if (walked.shut === 'drops') delete now.wait
}
