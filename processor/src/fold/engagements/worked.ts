import { isTrue, never } from '@waymark/schemas'
import { accountIsWorked } from '../../program/account-is-worked.ts'
import { reachesPerson } from '../../program/engagement.ts'
import type { GateKeeper, Looked } from './gate.ts'

const workedOf = ({ facts }: Looked): string | undefined => {
  if (facts.worked()) return 'the person'
  return isTrue(accountIsWorked(facts)) ? 'the account' : undefined
}

/** While a human works an account, machines keep still. */
export const worked: GateKeeper = {
  gate: 'worked',
  whenShut: 'waits',
  look: (message, looked) => {
    const pauses = message.marketing && reachesPerson(message)
    const found = pauses ? workedOf(looked) : undefined
    if (found === undefined) return undefined
    return { open: never, wants: 'nobody in sales is at work', found: `works ${found}` }
  },
}
