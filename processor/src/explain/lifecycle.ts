import type { Definition, Lifecycle } from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import { type LifecycleMove, lifecycleMoves } from '../program/lifecycle-step.ts'
import type { Check, ExplainedDefinition, LookedAt } from './looked-at.ts'

const moveChecks = (move: LifecycleMove, looked: LookedAt): readonly Check[] => {
  const { state } = looked.state.life
  const { to, from, when, place } = move
  const part = `to ${to}`
  const origin: Check = {
    part,
    is: from.includes(state),
    wants: `comes from ${from.join(', ') || 'nowhere'}`,
    found: state,
  }
  return [origin, ...looked.askRule(part, when, place)]
}

/** The state it is in, and of every other state whether it may move there now. */
export const explainLifecycle = (
  definitions: readonly Definition[],
  looked: LookedAt,
): ExplainedDefinition => {
  const { kind: level, life } = looked.state
  const own = definitions.find((d): d is Lifecycle => d.kind === 'lifecycle' && d.level === level)
  const pqls = definitions.flatMap((d) => (d.kind === 'pql' && d.level === level ? [d.id] : []))
  const came = life.from === undefined ? '' : `, from ${life.from}`
  return {
    kind: 'lifecycle',
    id: own?.id ?? level,
    stands: `${life.state} since ${sayInstant(life.since)}${came}`,
    checks: lifecycleMoves({ level, own, pqls })
      .filter(({ to }) => to !== life.state)
      .flatMap((move) => moveChecks(move, looked)),
  }
}
