import { always, never } from '@waymark/schemas'
import { isDrawn, standsDrawn } from './draw.ts'
import type { GateKeeper } from './gate.ts'

/** A share of the people gets nothing, so that what a message does can be measured. */
export const holdout: GateKeeper = {
  gate: 'holdout',
  whenShut: 'drops',
  look: (message, { state }) => {
    if (!isDrawn(message.draw)) return undefined
    const { heldOut, says } = standsDrawn(message, state)
    return { open: heldOut ? never : always, wants: 'not held out', found: says }
  },
}
