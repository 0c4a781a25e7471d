import { parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'
import type { Happening, ToldTransition } from './happening.ts'

/** How a simulation ended, in numbers. */
export interface Tally {
  /** Until when it went, ms. */
  readonly until: number
  readonly people: number
  /** Who never became anybody known. */
  readonly visitors: number
  readonly accounts: number
  /** Records of events that were delivered, and the events in them, each message id once. */
  readonly records: number
  readonly events: number
  /** How often somebody turned PQL. */
  readonly turns: number
  /** Decisions to show something, and to send something. */
  readonly messages: number
  readonly alerts: number
}

interface Ended extends Pick<Tally, 'until' | 'records' | 'events'> {
  readonly states: ReadonlyMap<SubjectKey, SubjectState>
}

const isTurn = (transition: ToldTransition): boolean => transition.t === 'pql' && transition.is

export const createTally = () => {
  let [turns, messages, alerts] = [0, 0, 0]
  return {
    note: ({ transition }: Happening): void => {
      if (isTurn(transition)) turns++
      if (transition.t === 'decided' || transition.t === 'send') messages++
      if (transition.t === 'alert') alerts++
    },
    sum: ({ states, ...ended }: Ended): Tally => {
      const counts = { user: 0, anonymous: 0, account: 0 }
      for (const [subject, state] of states) {
        const kind = parseSubjectKey(subject)?.kind
        if (kind && !(state.kind === 'person' && state.as)) counts[kind]++
      }
      const { user: people, anonymous: visitors, account: accounts } = counts
      return { ...ended, people, visitors, accounts, turns, messages, alerts }
    },
  }
}
