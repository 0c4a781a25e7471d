import { always, never } from '@waymark/schemas'
import { drawOf } from './draw.ts'
import type { GateKeeper } from './gate.ts'

/** Everybody gets one variant. The holdout is drawn apart: who is held out is so of all variants, and told of with the first. */
export const variant: GateKeeper = {
  gate: 'variant',
  whenShut: 'drops',
  look: (message, { state }) => {
    if (message.variant === undefined) return undefined
    const drawn = drawOf(message, state)
    const mine = drawn.variant ?? message.draw.variants[0]?.id
    const open = mine === message.variant ? always : never
    return { open, wants: `drawn for variant ${message.variant}`, found: `drawn for ${mine}` }
  },
}
