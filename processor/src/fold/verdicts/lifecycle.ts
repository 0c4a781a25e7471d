import type { LifecycleStep } from '../../program/program.ts'
import type { Work } from '../work.ts'
import { dated } from './dated.ts'
import { decided } from './decided.ts'
import { note } from './note-verdict.ts'

const historyKept = 30

const isFrom = ({ from }: LifecycleStep['moves'][number], state: string): boolean =>
  from === undefined || from.includes(state)

/** A move back is looked at before the state it starts from is entered: its time must wake the subject all the same. */
const noteMovesFrom = (work: Work, step: LifecycleStep): void => {
  const { state } = work.state.life
  for (const move of step.moves)
    if (move.to !== state && isFrom(move, state)) note(work, move.when(work.view))
}

/** Moves along the lifecycle: each allowed move whose rule holds, in the order of the states, each at most once a step. */
export const stepLifecycle = (work: Work, step: LifecycleStep): void => {
  const entered = work.state.life
  for (const move of step.moves) {
    const life = work.state.life
    if (life.state === move.to || !isFrom(move, life.state)) continue
    if (decided(work, move.when, false) !== true) continue
    const at = dated(work, work.stamp)
    work.transitions.push({ t: 'lifecycle', from: life.state, to: move.to, ...at })
    work.state.life = {
      state: move.to,
      since: work.stamp,
      from: life.state,
      history: [...life.history, [move.to, work.stamp] as const].slice(-historyKept),
    }
  }
  if (work.state.life !== entered) noteMovesFrom(work, step)
}
