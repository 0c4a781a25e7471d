import { never } from '@waymark/schemas'
import { own } from '../own.ts'
import type { PersonState, SubjectState } from '../state.ts'
import type { GateKeeper } from './gate.ts'

/** The rule, as it were, that an account answers to its members: whether somebody works it. */
export const workedFact = '~worked'

/** Somebody claimed a lead and has neither given it back nor said what became of it. */
export const isWorked = ({ pql }: Pick<SubjectState, 'pql'>): boolean =>
  Object.values(pql).some(({ owner, outcome }) => owner !== undefined && outcome === undefined)

const accountIsWorked = ({ acc, says }: PersonState): boolean =>
  acc !== undefined && says.account === acc.id && own(says.rules, workedFact)?.[0] === 1

/** While a human works an account, machines keep still. */
export const worked: GateKeeper = {
  gate: 'worked',
  whenShut: 'waits',
  look: ({ marketing }, { state }) => {
    if (!marketing) return undefined
    const found = isWorked(state)
      ? 'the person'
      : accountIsWorked(state)
        ? 'the account'
        : undefined
    return found && { open: never, wants: 'nobody in sales is at work', found: `works ${found}` }
  },
}
