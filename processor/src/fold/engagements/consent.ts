import { never } from '@waymark/schemas'
import type { GateKeeper } from './gate.ts'

/** Whoever told the page that they want no guides gets no message at all, until they say otherwise. */
export const consent: GateKeeper = {
  gate: 'consent',
  whenShut: 'drops',
  look: (_, { state }) =>
    state.denies && { open: never, wants: 'messages are allowed', found: 'the person allows none' },
}
