import { type SubjectKey, subjectKey } from '@waymark/schemas'
import { mine } from '../mine.ts'
import { decided } from '../verdicts/decided.ts'
import { type AccountWork, owe, type PersonWork } from '../work.ts'

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((rule, i) => rule === b[i])

/** What rests on another subject's word that is on its way stays as it was told. */
const holding = (work: PersonWork, told: readonly string[]): readonly string[] =>
  work.program.memberRules.flatMap(({ hash, evaluate }) =>
    (decided(work, evaluate, told.includes(hash)) ?? told.includes(hash)) ? [hash] : [],
  )

/**
 * Puts what holds into what the account is told anyway: it never sees a member who joins without knowing that of them, and what one
 * request of a member changes changes at once.
 */
const tellWith = (work: PersonWork, index: number, holds: readonly string[]): void => {
  const owed = work.transitions[index]
  if (owed?.t === 'owed' && owed.debt.k === 'activity')
    work.transitions[index] = { ...owed, debt: { ...owed.debt, holds } }
}

/** Tells the person's account which of the rules that it reads of its members hold, when these are others than it was told. */
export const settleTells = (work: PersonWork): void => {
  const { state, program, joining, isAsked } = work
  work.joining = undefined
  work.isAsked = undefined
  if (!state.acc || (program.memberRules.length === 0 && !state.tells && !isAsked)) return
  // Who leaves an account is forgotten there: back in it, all that holds is told anew.
  if (state.tells && state.tells.account !== state.acc.id) state.tells = undefined
  const told = state.tells?.holds ?? []
  const holds = holding(work, told)
  const isNews = !isSame(told, holds)
  if (!isNews && !isAsked && joining === undefined) return
  state.tells = { account: state.acc.id, holds }
  const index = joining ?? work.told?.index
  if (index !== undefined) tellWith(work, index, holds)
  else {
    work.told = { index: work.transitions.length, leaves: [], isOfTraits: false }
    owe(work, subjectKey(work.env, 'account', state.acc.id), { k: 'holds', person: state.s, holds })
  }
}

const ask = (work: AccountWork, member: SubjectKey): void => {
  const now = work.state.members[member]
  if (now) mine(work, 'members')[member] = { ...now, asked: true }
}

/** Rules that the account has not heard of: members who may be silent for long are asked, and answer with all that holds. */
export const askMembers = (work: AccountWork): void => {
  const { state, program } = work
  const rules = program.memberRules.map(({ hash }) => hash)
  const isNew = rules.some((rule) => !state.asked?.includes(rule))
  if (rules.length > 0 || state.asked) state.asked = rules
  if (!isNew) return
  state.asking = state.clock
  for (const [member, { left }] of Object.entries(state.members)) {
    if (left) continue
    ask(work, member)
    owe(work, member, { k: 'tell' })
  }
}
