import { parseSubjectKey } from '@waymark/schemas'
import { accountNameOf } from '../accounts/account-name.ts'
import { own } from '../own.ts'
import { idOf, nameOf } from '../pql/pql-words.ts'
import type { AccountState, PersonState, SubjectState } from '../state.ts'

/** In a text about an account its traits may be called by their name alone, too. */
const ofAccount = (state: AccountState, token: string): unknown => {
  const name = token.startsWith('account.') ? token.slice('account.'.length) : token
  if (name === 'id') return idOf(state)
  return name === 'name' ? nameOf(state) : own(state.traits, name)?.[0]
}

/** What stands for a token in a text about a person: `name`, `person.role`, `person.id`, `account.id`, `account.name`. */
const ofPerson = (state: PersonState, token: string): unknown => {
  if (token === 'account.id') return state.acc?.id
  if (token === 'account.name') return accountNameOf(state)
  const name = token.startsWith('person.') ? token.slice('person.'.length) : token
  const said = own(state.traits, name)?.[0]
  if (said !== undefined || token !== 'person.id') return said
  const { kind, id } = parseSubjectKey(state.s) ?? {}
  return kind === 'user' ? id : undefined
}

/** What stands for a token in a text about somebody, or about an account. */
export const tokenValue = (state: SubjectState, token: string): unknown =>
  state.kind === 'account' ? ofAccount(state, token) : ofPerson(state, token)
