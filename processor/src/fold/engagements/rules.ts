import { isTrue } from '@waymark/schemas'
import type { GateKeeper } from './gate.ts'

export const audience: GateKeeper = {
  gate: 'audience',
  whenShut: 'drops',
  look: ({ audience: { holds, says } }, { facts }) => {
    const open = holds(facts)
    return { open, wants: says, found: isTrue(open) ? 'holds' : 'does not hold' }
  },
}

export const exclude: GateKeeper = {
  gate: 'exclude',
  whenShut: 'drops',
  look: ({ exclude: rule }, { facts }) => {
    if (!rule) return undefined
    const open = -rule.holds(facts)
    const found = isTrue(open) ? 'not excluded' : 'excluded'
    return { open, wants: `not: ${rule.says}`, found }
  },
}

export const goal: GateKeeper = {
  gate: 'goal',
  whenShut: 'drops',
  look: ({ goal: rule }, { facts }) => {
    if (!rule) return undefined
    const open = -rule.holds(facts)
    const found = isTrue(open) ? 'open' : 'already met'
    return { open, wants: `goal still open: ${rule.says}`, found }
  },
}
