import type { SegmentStep } from '../../program/program.ts'
import { own } from '../own.ts'
import type { Work } from '../work.ts'
import { dated } from './dated.ts'
import { decided } from './decided.ts'

/**
 * Enters or leaves a segment as its rule says. History that comes late may show that somebody was never in it: nobody leaves before
 * they entered.
 */
export const stepSegment = (work: Work, step: SegmentStep): void => {
  const was = own(work.state.seg, step.id) !== undefined
  const is = decided(work, step.rule, was) ?? was
  const brought = own(work.brought?.seg ?? {}, step.id) ?? Number.POSITIVE_INFINITY
  if (is) work.state.seg[step.id] = Math.min(own(work.state.seg, step.id) ?? work.stamp, brought)
  if (is === was) return
  const since = own(work.state.seg, step.id) ?? work.stamp
  if (!is) delete work.state.seg[step.id]
  work.transitions.push({
    t: 'segment',
    id: step.id,
    is,
    ...dated(work, is ? work.stamp : Math.max(work.stamp, since)),
    ...(is && since !== work.stamp ? { since } : {}),
  })
}
