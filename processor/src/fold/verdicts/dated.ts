import type { Work } from '../work.ts'

interface Dated {
  readonly at: number
  readonly folded?: number
}

/** What a decision is dated by, and the subject's clock at which it was made, where that is another instant. */
export const dated = ({ state }: Work, at: number): Dated =>
  at === state.clock ? { at } : { at, folded: state.clock }
