import type { Overview } from '@waymark/schemas'

export interface Stretch {
  readonly id: string
  readonly name: string
  readonly count: number
  /** Share of those at the step before, 0 to 1. */
  readonly ofPrevious: number
  /** Milestones need not be reached in order: more are here than at the step before. */
  readonly overtakes: boolean
  /** Share of all, 0 to 1. */
  readonly ofAll: number
  readonly started: number
  readonly medianMs?: number
}

export interface JourneyOf {
  readonly level: 'person' | 'account'
  readonly all: number
  readonly steps: readonly Stretch[]
  /** Where most fall off: the step with the lowest share of the step before. */
  readonly bottleneck?: Stretch
  readonly before?: string
}

const share = (part: number, of: number): number => (of > 0 ? Math.min(1, part / of) : 0)

const leakiest = (steps: readonly Stretch[]): Stretch | undefined => {
  const [worst] = [...steps].sort((a, b) => a.ofPrevious - b.ofPrevious)
  return worst && worst.ofPrevious < 0.95 ? worst : undefined
}

/** The journey of one level: how many reached each milestone, and where they fall off. */
export const journeyOf = (
  overview: Overview,
  level: 'person' | 'account',
): JourneyOf | undefined => {
  const milestones = overview.journey.filter((milestone) => milestone.level === level)
  if (milestones.length === 0) return undefined
  const all = level === 'person' ? overview.people : overview.accounts
  const steps = milestones.map((milestone, at) => ({
    id: milestone.id,
    name: milestone.name,
    count: milestone.reached,
    ofPrevious: share(milestone.reached, milestones[at - 1]?.reached ?? all),
    overtakes: milestone.reached > (milestones[at - 1]?.reached ?? all),
    ofAll: share(milestone.reached, all),
    started: milestone.started,
    ...(milestone.medianMs === undefined ? {} : { medianMs: milestone.medianMs }),
  }))
  const bottleneck = leakiest(steps)
  const before =
    bottleneck &&
    (milestones[steps.indexOf(bottleneck) - 1]?.name ??
      (level === 'person' ? 'Everybody' : 'Every account'))
  return {
    level,
    all,
    steps,
    ...(bottleneck && before !== undefined ? { bottleneck, before } : {}),
  }
}
