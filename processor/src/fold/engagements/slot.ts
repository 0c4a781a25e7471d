import { always, verdict } from '@waymark/schemas'
import type { GateKeeper } from './gate.ts'
import { onScreenUntil } from './on-screen.ts'

const wants = 'no other guide that takes the whole attention is on screen'

/** One guide that takes the whole attention at a time, over all tabs and devices. */
export const slot: GateKeeper = {
  gate: 'slot',
  whenShut: 'waits',
  look: (message, { state, facts }) => {
    if (message.channel !== 'guide' || message.blockers.length === 0) return undefined
    for (const id of message.blockers) {
      const until = onScreenUntil(state, id, facts.now)
      if (until > facts.now) return { open: verdict(false, until), wants, found: `${id} is` }
    }
    return { open: always, wants, found: 'none is' }
  },
}
