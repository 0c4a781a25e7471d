import { never } from '@waymark/schemas'
import { reachesPerson } from '../../program/engagement.ts'
import type { GateKeeper } from './gate.ts'

/** Whoever told the page that they want no guides gets no message at all, until they say otherwise. */
export const consent: GateKeeper = {
  gate: 'consent',
  whenShut: 'drops',
  look: (message, { state }) => {
    if (state.kind === 'account' || !state.denies || !reachesPerson(message)) return undefined
    return { open: never, wants: 'messages are allowed', found: 'the person allows none' }
  },
}
