import type { Recipient } from '@waymark/schemas'
import { oneLine } from '../../plain-value.ts'
import { accountNameOf } from '../accounts/account-name.ts'
import { own } from '../own.ts'
import { idOf, nameOf } from '../pql/pql-words.ts'
import type { AccountState, PersonState, SubjectState } from '../state.ts'

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

const personOf = (state: PersonState): Recipient => {
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

const accountOf = (state: AccountState): Recipient => {
  const name = nameOf(state)
  return { person: state.s, account: idOf(state), name, accountName: name }
}

/** Whom it is for; of what is sent about an account, the account. */
export const recipientOf = (state: SubjectState): Recipient =>
  state.kind === 'account' ? accountOf(state) : personOf(state)
