import type { Segment } from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import { own } from '../fold/own.ts'
import type { ExplainedDefinition, LookedAt } from './looked-at.ts'

/** Whether it is in a segment, and what of its rule holds. */
export const explainSegment = (segment: Segment, looked: LookedAt): ExplainedDefinition => {
  const { id, level, verified, rule } = segment
  const since = own(looked.state.seg, id)
  return {
    kind: 'segment',
    id,
    stands: since === undefined ? 'not in it' : `in it since ${sayInstant(since)}`,
    checks: looked.askRule('rule', rule, { level, node: `segment/${id}`, key: 'rule', verified }),
  }
}
