import type { Overview } from '@waymark/schemas'

export interface Stretch {
  readonly id: string
  readonly name: string
  readonly count: number
  /** How many are at the step before: all, for the first. */
  readonly previous: number
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
  /** Where most fall off: the step before which the largest number stays behind. */
  readonly bottleneck?: Stretch
  readonly before?: string
}

const share = (part: number, of: number): number => (of > 0 ? Math.min(1, part / of) : 0)

/** What all who are counted are called; visitors without a name count among the people. */
export const startNames = { person: 'People and visitors', account: 'Accounts' } as const

const lostAt = ({ previous, count }: Stretch): number => previous - count

const leakiest = (steps: readonly Stretch[]): Stretch | undefined => {
  const [worst] = steps.toSorted((a, b) => lostAt(b) - lostAt(a))
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
  const steps = milestones.map((milestone, at) => {
    const previous = milestones[at - 1]?.reached ?? all
    return {
      id: milestone.id,
      name: milestone.name,
      count: milestone.reached,
      previous,
      ofPrevious: share(milestone.reached, previous),
      overtakes: milestone.reached > previous,
      ofAll: share(milestone.reached, all),
      started: milestone.started,
      ...(milestone.medianMs === undefined ? {} : { medianMs: milestone.medianMs }),
    }
  })
  const bottleneck = leakiest(steps)
  const before = bottleneck && (steps[steps.indexOf(bottleneck) - 1]?.name ?? startNames[level])
  return {
    level,
    all,
    steps,
    ...(bottleneck && before !== undefined ? { bottleneck, before } : {}),
  }
}
