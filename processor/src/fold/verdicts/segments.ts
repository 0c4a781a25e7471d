import type { SegmentStep } from '../../program/program.ts'
import { mine } from '../mine.ts'
import { own } from '../own.ts'
import type { Work } from '../work.ts'
import { dated } from './dated.ts'
import { decided } from './decided.ts'

/**
 * Enters or leaves a segment as its rule says. History that comes late may show that somebody was never in it: nobody leaves before
 * they entered.
 */
export const stepSegment = (work: Work, step: SegmentStep): void => {
  const entered = own(work.state.seg, step.id)
  const was = entered !== undefined
  const is = decided(work, step.rule, was) ?? was
  const brought = own(work.brought?.seg ?? {}, step.id) ?? Number.POSITIVE_INFINITY
  const since = is ? Math.min(entered ?? work.stamp, brought) : (entered ?? work.stamp)
  if (is && since !== entered) mine(work, 'seg')[step.id] = since
  if (is === was) return
  if (!is) delete mine(work, 'seg')[step.id]
  work.transitions.push({
    t: 'segment',
    id: step.id,
    is,
    ...dated(work, is ? work.stamp : Math.max(work.stamp, since)),
    ...(is && since !== work.stamp ? { since } : {}),
  })
}
