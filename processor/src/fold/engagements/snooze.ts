import { verdict } from '@waymark/schemas'
import { own } from '../own.ts'
import type { GateKeeper } from './gate.ts'

/** "Later" means later. */
export const snooze: GateKeeper = {
  gate: 'snooze',
  whenShut: 'waits',
  look: ({ id }, { state, facts }) => {
    const until = own(state.eng, id)?.later?.until
    if (until === undefined || until <= facts.now) return undefined
    const found = `put off until ${new Date(until).toISOString()}`
    return { open: verdict(false, until), wants: 'not put off', found }
  },
}
