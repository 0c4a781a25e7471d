import { always, never } from '@waymark/schemas'
import { own } from '../own.ts'
import type { GateKeeper } from './gate.ts'

const wants = 'nothing of higher priority in the same place'

/** Of guides that wait for the same moment in the page, the one of highest priority is offered; of equals the first by id. */
export const priority: GateKeeper = {
  gate: 'priority',
  whenShut: 'waits',
  look: (message, { state }) => {
    if (message.channel !== 'guide' || message.rivals.length === 0) return undefined
    const rival = message.rivals.find((id) => own(state.eng, id)?.dec !== undefined)
    return rival === undefined
      ? { open: always, wants, found: 'nothing is' }
      : { open: never, wants, found: `${rival} comes first` }
  },
}
