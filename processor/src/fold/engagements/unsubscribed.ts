import { never } from '@waymark/schemas'
import { suppressionOf } from '../inputs/mail.ts'
import { own } from '../own.ts'
import type { GateKeeper } from './gate.ts'

const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Who wants no more e-mail, or whose address takes none, gets none; what is transactional comes in spite of the first. */
export const unsubscribed: GateKeeper = {
  gate: 'unsubscribed',
  whenShut: 'drops',
  look: (message, { state }) => {
    if (message.channel !== 'email' || state.kind === 'account') return undefined
    const address = own(state.traits, 'email')?.[0]
    const found = typeof address === 'string' ? suppressionOf(state, address, message) : undefined
    return (
      found && {
        open: never,
        wants: 'an address that takes this e-mail',
        found: `${found.why} on ${day(found.at)}`,
      }
    )
  },
}
