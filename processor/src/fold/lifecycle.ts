import { isTrue } from '@waymark/schemas'
import type { LifecycleStep } from '../program/program.ts'
import { note } from './note-verdict.ts'
import type { Work } from './work.ts'

const historyKept = 30

/** Moves along the lifecycle: each allowed move whose rule holds, in the order of the states, each at most once a step. */
export const stepLifecycle = (work: Work, step: LifecycleStep): void => {
  const facts = work.view
  for (const move of step.moves) {
    const life = work.state.life
    if (life.state === move.to || (move.from && !move.from.includes(life.state))) continue
    if (!isTrue(note(work, move.when(facts)))) continue
    work.transitions.push({ t: 'lifecycle', from: life.state, to: move.to, at: facts.now })
    work.state.life = {
      state: move.to,
      since: facts.now,
      from: life.state,
      history: [...life.history, [move.to, facts.now] as const].slice(-historyKept),
    }
  }
}
