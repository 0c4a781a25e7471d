import { percentile } from '../load/latencies.ts'
import type { Figure } from './figure.ts'

/** What latencies should be, ms. */
export interface LatencyBudget {
  readonly p50?: Bounds
  readonly p99?: Bounds
}

type Bounds = Pick<Figure, 'must' | 'aim'>

/** The middle of latencies and the one that a hundredth passes; `of` names what took so long. */
export const latencyFigures = (
  times: readonly number[],
  budget: LatencyBudget = {},
  of?: string,
): readonly Figure[] => {
  const figure = (label: 'p50' | 'p99', share: number): Figure => ({
    label: of === undefined ? label : `${of}, ${label}`,
    value: percentile(times, share),
    unit: 'ms',
    better: 'less',
    ...budget[label],
  })
  return [figure('p50', 0.5), figure('p99', 0.99)]
}
