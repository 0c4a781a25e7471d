import type { Milestone } from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import { own } from '../fold/own.ts'
import type { ExplainedDefinition, LookedAt } from './looked-at.ts'

const standsOf = ({ state }: LookedAt, id: string): string => {
  const { started, reached } = own(state.mile, id) ?? {}
  if (reached !== undefined) return `reached on ${sayInstant(reached)}, for good`
  return started === undefined ? 'not started' : `started on ${sayInstant(started)}, not reached`
}

/** What it takes to start and to reach a milestone. Once reached it stays so, whatever its rule says later. */
export const explainMilestone = (milestone: Milestone, looked: LookedAt): ExplainedDefinition => {
  const { id, level, verified, started, reached } = milestone
  const at = (key: string) => ({ level, node: `milestone/${id}`, key, verified })
  return {
    kind: 'milestone',
    id,
    stands: standsOf(looked, id),
    checks: [
      ...looked.askRule('started', started, at('started')),
      ...looked.askRule('reached', reached, at('reached')),
    ],
  }
}
