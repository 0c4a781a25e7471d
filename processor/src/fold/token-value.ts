import { parseSubjectKey } from '@waymark/schemas'
import { accountNameOf } from './account-name.ts'
import { own } from './own.ts'
import type { PersonState } from './state.ts'

/** What stands for a token in a text about a person: `name`, `person.role`, `person.id`, `account.id`, `account.name`. */
export const tokenValue = (state: PersonState, token: string): unknown => {
  if (token === 'account.id') return state.acc?.id
  if (token === 'account.name') return accountNameOf(state)
  const name = token.startsWith('person.') ? token.slice('person.'.length) : token
  const said = own(state.traits, name)?.[0]
  if (said !== undefined || token !== 'person.id') return said
  const { kind, id } = parseSubjectKey(state.s) ?? {}
  return kind === 'user' ? id : undefined
}
