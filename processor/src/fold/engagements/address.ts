import { always, never } from '@waymark/schemas'
import { own } from '../own.ts'
import type { GateKeeper } from './gate.ts'

const wants = 'an e-mail address is known'

/** An e-mail to somebody who has not said who they are waits until they do. */
export const address: GateKeeper = {
  gate: 'identified',
  whenShut: 'waits',
  look: ({ channel }, { state }) => {
    if (channel !== 'email') return undefined
    const known = own(state.traits, 'email')?.[0]
    const isKnown = typeof known === 'string' && known !== ''
    return { open: isKnown ? always : never, wants, found: isKnown ? 'it is' : 'none is' }
  },
}
