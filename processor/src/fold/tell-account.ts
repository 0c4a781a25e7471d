import { isTrue, subjectKey } from '@waymark/schemas'
import { note } from './note-verdict.ts'
import { type AccountWork, owe, type PersonWork } from './work.ts'

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((rule, i) => rule === b[i])

/** Tells the person's account which of the rules that it reads of its members hold, when these are others than it was told. */
export const settleTells = (work: PersonWork): void => {
  const { state, program } = work
  if (!state.acc || (program.memberRules.length === 0 && !state.tells)) return
  const holds: string[] = []
  for (const { hash, evaluate } of program.memberRules)
    if (isTrue(note(work, evaluate(work.view)))) holds.push(hash)
  // Who leaves an account is forgotten there: back in it, all that holds is told anew.
  if (state.tells && state.tells.account !== state.acc.id) delete state.tells
  const told = state.tells?.holds ?? []
  if (isSame(told, holds)) return
  state.tells = { account: state.acc.id, holds }
  owe(work, subjectKey(work.env, 'account', state.acc.id), { k: 'holds', person: state.s, holds })
}

/** Rules that the account has not heard of: members who may be silent for long are asked, and answer with all that holds. */
export const askMembers = (work: AccountWork): void => {
  const { state, program } = work
  const rules = program.memberRules.map(({ hash }) => hash)
  const isNew = rules.some((rule) => !state.asked?.includes(rule))
  if (rules.length > 0 || state.asked) state.asked = rules
  if (!isNew) return
  for (const [member, { left }] of Object.entries(state.members))
    if (!left) owe(work, member, { k: 'tell' })
}
