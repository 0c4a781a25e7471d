import { limits, type SubjectKey } from '@waymark/schemas'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { type AccountWork, owe, type PersonWork } from '../work.ts'

const accountId = ({ state }: AccountWork): string => state.s.split('/').slice(2).join('/')

const nameOf = ({ state }: AccountWork): string | undefined => {
  const value = own(state.traits, 'name')?.[0]
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim().slice(0, limits.nameLength)
    : undefined
}

const sayName = (work: AccountWork, member: SubjectKey, name: string): void =>
  owe(work, member, { k: 'named', account: accountId(work), name })

/** Tells somebody who has just joined what the account is called. */
export const sayNameTo = (work: AccountWork, member: SubjectKey): void => {
  const { named } = work.state
  if (work.program.readsAccountName && named !== undefined) sayName(work, member, named)
}

/** Tells all members but those who have just joined when the account is called something else, where that is said to people at all. */
export const settleName = (work: AccountWork, joiners: ReadonlySet<SubjectKey>): void => {
  const { state, program } = work
  if (!program.readsAccountName) return
  const name = nameOf(work)
  if (name === undefined || name === state.named) return
  state.named = name
  for (const [member, { left }] of Object.entries(state.members))
    if (!left && !joiners.has(member)) sayName(work, member, name)
}

/** What the account that the person acts for is called. */
export const applyName = (
  { state }: PersonWork,
  { account, name }: { readonly account: string; readonly name: string },
): void => {
  if (state.acc?.id === account) state.accName = { of: account, name }
}

/** The name of the account that the person acts for now, where it has told it. */
export const accountNameOf = ({ acc, accName }: PersonState): string | undefined =>
  acc !== undefined && accName?.of === acc.id ? accName.name : undefined
