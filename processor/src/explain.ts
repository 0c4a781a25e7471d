import type { Gate } from '@waymark/schemas'
import { gatesOf } from './fold/engagements.ts'
import { factsOf } from './fold/facts-of.ts'
import type { PersonState } from './fold/state.ts'
import type { Program } from './program/program.ts'

/** Why a person may or may not see a guide now. */
export interface Explained {
  readonly engagement: string
  readonly guide: string
  readonly shows: boolean
  /** The decision in force, when there is one. */
  readonly decision?: string
  readonly gates: readonly Gate[]
  /** Times it was rendered, ms. */
  readonly shown: readonly number[]
}

/** Answers by the code that decides, on the state as it is at `now`. */
export const explain = (
  state: PersonState,
  {
    program,
    now,
    guide,
  }: { readonly program: Program; readonly now: number; readonly guide?: string },
): readonly Explained[] => {
  const facts = factsOf(state)
  facts.now = Math.max(now, state.clock)
  return program.engagements
    .filter((engagement) => guide === undefined || engagement.guide === guide)
    .map((engagement) => {
      const gates = gatesOf(engagement, { state, facts })
      const own = state.eng[engagement.id]
      return {
        engagement: engagement.id,
        guide: engagement.guide,
        shows: gates.every((gate) => gate.is),
        ...(own?.dec === undefined ? {} : { decision: own.dec }),
        gates,
        shown: own?.shown ?? [],
      }
    })
}
