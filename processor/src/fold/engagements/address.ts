import { always, never } from '@waymark/schemas'
import { mailAddressOf } from '../../mail-address.ts'
import { own } from '../own.ts'
import type { GateKeeper } from './gate.ts'

const wants = 'an e-mail address is known'

const sayFound = (value: unknown): string => {
  if (mailAddressOf(value) !== undefined) return 'it is'
  return value === undefined || value === null || value === ''
    ? 'none is'
    : 'the trait email is no address'
}

/** An e-mail to somebody who has not said who they are, or not by an address, waits until they do. */
export const address: GateKeeper = {
  gate: 'identified',
  whenShut: 'waits',
  look: ({ channel }, { state }) => {
    if (channel !== 'email') return undefined
    const known = own(state.traits, 'email')?.[0]
    const isKnown = mailAddressOf(known) !== undefined
    return { open: isKnown ? always : never, wants, found: sayFound(known) }
  },
}
