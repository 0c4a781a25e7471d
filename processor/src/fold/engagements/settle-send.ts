import { contentHash, type TaskOwner } from '@waymark/schemas'
import type { Gate } from '@waymark/schemas/wire/gates'
import type { SendProgram, TaskProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import { ownerInTrait, ownerInTurn } from '../pql/pql-route.ts'
import type { SubjectState } from '../state.ts'
import { note } from '../verdicts/note-verdict.ts'
import type { PersonWork, Work } from '../work.ts'
import { countDelivery } from './deliver.ts'
import { expose } from './expose.ts'
import { fillTokens, type Said } from './fill-tokens.ts'
import { walkGates, wordsOf } from './gates.ts'
import { recipientOf } from './recipient.ts'
import { ledgerOf, recordShut } from './record.ts'
import { addTask } from './tasks.ts'
import { tokenValue } from './token-value.ts'
import { isUndecided } from './undecided.ts'

/** Of a flow with a key: the property that it is read off, and whose place it is sent for. */
export interface SentFor {
  readonly property: string
  readonly key: string
}

/**
 * The author's words with this person's values in them: `{{name}}`, `{{person.role}}`, `{{account.id}}`; a flow's key by the name
 * of its property.
 */
const filled = (state: SubjectState, say: string, keyed: SentFor | undefined): Said =>
  fillTokens(say, (token) =>
    keyed && token === keyed.property ? keyed.key : tokenValue(state, token),
  )

const ownerOf = (
  work: Work,
  { owner, made }: { readonly owner: TaskOwner; readonly made: string },
): string | undefined => {
  if (typeof owner === 'string') return owner
  return 'trait' in owner
    ? ownerInTrait(work.state, owner.trait)
    : ownerInTurn(work.state, owner.rotate, made)
}

const madeTask = (
  work: Work,
  { title, dueMs, owner: by }: TaskProgram,
  { made, keyed }: { readonly made: string; readonly keyed: SentFor | undefined },
): { readonly title: string; readonly due?: number; readonly owner?: string } => {
  const owner = by && ownerOf(work, { owner: by, made })
  return {
    title: filled(work.state, title, keyed).say,
    ...(dueMs === undefined ? {} : { due: work.state.clock + dueMs }),
    ...(owner === undefined ? {} : { owner }),
  }
}

/** Sends it now: what the channel needs, complete in itself. */
export const send = (
  work: Work,
  message: SendProgram,
  { why, keyed }: { readonly why: readonly Gate[]; readonly keyed?: SentFor | undefined },
): void => {
  const { state } = work
  const at = state.clock
  const ledger = ledgerOf(work, message.id)
  ledger.nth++
  delete ledger.wait
  delete ledger.gate
  countDelivery(state, { message, ledger, at })
  const { task, say } = message
  const id = contentHash([state.s, message.id, ledger.nth])
  if (task) addTask(state, id)
  work.transitions.push({
    t: 'send',
    send: id,
    engagement: message.id,
    definition: message.definition,
    ...(message.variant === undefined ? {} : { variant: message.variant }),
    channel: message.channel,
    what: message.what,
    version: message.version,
    to: recipientOf(state),
    traits: Object.fromEntries([
      ...Object.entries(state.traits).map(([name, [value]]) => [name, value] as const),
      ...(keyed ? [[keyed.property, keyed.key] as const] : []),
    ]),
    ...(say === undefined ? {} : filled(state, say, keyed)),
    ...(task ? { task: madeTask(work, task, { made: message.definition, keyed }) } : {}),
    ...(keyed ? { key: keyed.key } : {}),
    at,
    why,
  })
}

/** The first instant that is not history: until then every deadline is as quiet as this one. */
export const loudAgainAt = ({ clock, past = 0 }: SubjectState): number => Math.max(clock, past) + 1

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
  if (isUndecided(work, message, { walked, isOffered: false })) return
  expose(work, message, walked)
  if (walked.shut === undefined) {
    if (work.quiet) note(work, loudAgainAt(work.state))
    else send(work, message, { why: wordsOf(walked) })
    return
  }
  recordShut(work, message, walked)
  if (walked.shut === 'drops') delete ledgerOf(work, message.id).wait
}
