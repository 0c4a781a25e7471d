import type { Overview } from '@waymark/schemas/api/overview'

export interface Stretch {
  readonly id: string
  readonly name: string
  /** How many have reached this very milestone. */
  readonly count: number
  /** How many came this far: reached it, or a later one without it. Who goes on without a step is not lost at it. */
  readonly came: number
  /** How many came as far as the step before: all, for the first. */
  readonly previous: number
  /** Share of those who came as far as the step before, 0 to 1. */
  readonly ofPrevious: number
  /** Many go on without it. */
  readonly isPassedOver: boolean
  /** Share of all who have reached it, 0 to 1. */
  readonly ofAll: number
  /** Share of all who came this far, 0 to 1. */
  readonly cameOfAll: number
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

const lostAt = ({ previous, came }: Stretch): number => previous - came

/** Of those who came this far. A few are always out of order. */
const passOverShare = 0.1

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
    const previous = milestones[at - 1]?.came ?? all
    const { reached, came } = milestone
    return {
      id: milestone.id,
      name: milestone.name,
      count: reached,
      came,
      previous,
      ofPrevious: share(came, previous),
      isPassedOver: came - reached > passOverShare * came,
      ofAll: share(reached, all),
      cameOfAll: share(came, all),
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
