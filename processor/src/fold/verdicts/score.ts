import type { ScoreReading } from '@waymark/schemas'
import type { ScoreStep } from '../../program/program.ts'
import type { Work } from '../work.ts'
import { note } from './note-verdict.ts'

/** A score as the state shows it. */
export interface ScoreState extends ScoreReading {
  /** The instant that it stands for. */
  readonly at: number
}

/**
 * Shows a score in the state and wakes the subject when time alone may change it: at the next midnight, while something it did
 * still counts. A score of nobody who did anything is not kept.
 */
export const stepScore = (work: Work, { id, scored }: ScoreStep): void => {
  const { state, view } = work
  const reading = scored.read(view)
  note(work, scored.until(view))
  const { [id]: _, ...others } = state.score ?? {}
  if (Object.keys(reading.parts).length > 0)
    state.score = { ...others, [id]: { at: view.now, ...reading } }
  else if (Object.keys(others).length > 0) state.score = others
  else state.score = undefined
}
