import { canonicalJson, type DrawShares } from '@waymark/schemas'
import type { ArmResult, Comparison } from '@waymark/schemas/api/results'
import { type Clustering, clusteringOf, type SharedAccounts } from '../maths/clusters.ts'
import { sampleRatioP } from '../maths/sample-ratio.ts'
import type { Share } from '../maths/share.ts'
import { judge, mayBeWrong } from '../verdict.ts'
import type { Draws, SharedWith } from './read-draws.ts'
import { sayReading } from './say-reading.ts'

/** Below it nobody believes that the draw went as planned (Fabijan et al., KDD 2019, take 0.0005 to 0.01). */
const brokenBelow = 0.001

/** What the arms of an engagement say, all of it. */
export interface Compared {
  readonly arms: readonly ArmResult[]
  readonly comparisons: readonly Comparison[]
  readonly sampleRatioP?: number
  readonly isBroken: boolean
  readonly since?: number
  readonly waiting: number
  readonly leftOut: { readonly both: number; readonly before: number; readonly otherShares: number }
}

/** The share of people that each arm should get. */
const plannedArms = ({
  project,
  holdout,
  variants,
}: DrawShares): readonly Pick<ArmResult, 'arm' | 'variant' | 'planned'>[] => {
  const rest = (1 - project) * (1 - holdout)
  const weights = (variants ?? []).reduce((sum, [, weight]) => sum + weight, 0)
  const treated = variants
    ? variants.map(([variant, weight]) => ({
        arm: 'treated' as const,
        variant,
        planned: (rest * weight) / weights,
      }))
    : [{ arm: 'treated' as const, planned: rest }]
  return [
    ...treated,
    ...(holdout > 0 ? [{ arm: 'engagement' as const, planned: (1 - project) * holdout }] : []),
    ...(project > 0 ? [{ arm: 'project' as const, planned: project }] : []),
  ]
}

const sumOf = (draws: readonly Draws[], key: 'drawn' | 'before' | 'people' | 'reached'): number =>
  draws.reduce((sum, one) => sum + one[key], 0)

const same = (a: DrawShares | undefined, b: DrawShares | undefined): boolean =>
  canonicalJson(a ?? null) === canonicalJson(b ?? null)

const newest = (draws: readonly Draws[]): Draws | undefined =>
  draws.reduce<Draws | undefined>((a, b) => (a && a.last >= b.last ? a : b), undefined)

const armsOf = (shares: DrawShares, draws: readonly Draws[]): readonly ArmResult[] =>
  plannedArms(shares).map((planned) => {
    const own = draws.filter((d) => d.arm === planned.arm && d.variant === planned.variant)
    return {
      ...planned,
      drawn: sumOf(own, 'drawn'),
      people: sumOf(own, 'people'),
      reached: sumOf(own, 'reached'),
    }
  })

const together = (arms: readonly ArmResult[]): Share => ({
  people: arms.reduce((sum, { people }) => sum + people, 0),
  reached: arms.reduce((sum, { reached }) => sum + reached, 0),
})

/** The products of all draws of one side with all of another. */
const productsOf = (from: readonly Draws[], to: readonly Draws[]): SharedAccounts['across'] => {
  const keys = new Set(to.map(({ key }) => key))
  const all = from.flatMap(({ shared }) => shared.filter(({ key }) => keys.has(key)))
  const sum = (of: Exclude<keyof SharedWith, 'key'>): number =>
    all.reduce((total, one) => total + one[of], 0)
  return {
    people: sum('people'),
    mixed: sum('mixed'),
    mixedBack: sum('mixedBack'),
    reached: sum('reached'),
  }
}

const isOf =
  (arms: readonly ArmResult[]) =>
  ({ arm, variant }: Draws): boolean =>
    arms.some((one) => one.arm === arm && one.variant === variant)

/** What of the people on two sides is of the same accounts; absent where everybody is by themselves. */
const clusteringFor = (
  { treated, control }: { readonly [Side in 'treated' | 'control']: readonly ArmResult[] },
  draws: readonly Draws[],
): Clustering | undefined => {
  const sides = [together(treated), together(control)] as const
  const [ofT, ofC] = [draws.filter(isOf(treated)), draws.filter(isOf(control))]
  const shared: SharedAccounts = {
    treated: productsOf(ofT, ofT),
    control: productsOf(ofC, ofC),
    across: productsOf(ofT, ofC),
  }
  const people = sides[0].people + sides[1].people
  const squares = shared.treated.people + 2 * shared.across.people + shared.control.people
  return squares > people ? clusteringOf(...sides, shared) : undefined
}

interface Pair {
  readonly variant?: string
  readonly against: 'engagement' | 'project'
  readonly treated: Share
  readonly control: Share
  readonly clustering?: Clustering | undefined
}

/** All that is compared: all treated with each holdout, and each variant with the nearest. */
const pairsOf = (arms: readonly ArmResult[], draws: readonly Draws[]): readonly Pair[] => {
  const treated = arms.filter(({ arm }) => arm === 'treated')
  const holdouts = (['engagement', 'project'] as const).flatMap((against) => {
    const control = arms.filter(({ arm }) => arm === against)
    return control.length > 0 ? [{ against, control }] : []
  })
  const [nearest] = holdouts
  const pair = (
    of: readonly ArmResult[],
    { against, control }: (typeof holdouts)[number],
  ): Pair => ({
    against,
    treated: together(of),
    control: together(control),
    clustering: clusteringFor({ treated: of, control }, draws),
  })
  const variants = treated.flatMap((arm) =>
    nearest && arm.variant !== undefined ? [{ ...pair([arm], nearest), variant: arm.variant }] : [],
  )
  return [...holdouts.map((holdout) => pair(treated, holdout)), ...variants]
}

/** The first comparison answers the question; the others share the same readiness to be wrong among themselves (Bonferroni). */
const compare = (pair: Pair, at: number, all: number): Comparison => {
  const alpha = at === 0 ? mayBeWrong : mayBeWrong / (all - 1)
  const { reading, lift, more } = judge({ ...pair, alpha })
  const said = { reading, ...(lift ?? {}), ...(more === undefined ? {} : { more }) }
  const { clustering: _, ...sides } = pair
  return { ...sides, ...said, says: sayReading({ ...sides, ...said }) }
}

/**
 * Counts the arms, checks that people came into them as planned, and compares them. `isAccounts`: the goal is the account's, so that
 * those who act for the same one reach it together.
 */
export const compareArms = (
  draws: readonly Draws[],
  current: DrawShares,
  { isAccounts }: { readonly isAccounts: boolean },
): Compared => {
  const shares = newest(draws)?.shares
  const counted = draws.filter((one) => same(one.shares, shares))
  const sound = counted.filter(({ both }) => !both)
  const arms = armsOf(shares ?? current, sound)
  const p = sampleRatioP(arms.map(({ drawn, planned }) => ({ people: drawn, share: planned })))
  const pairs = pairsOf(arms, isAccounts ? sound : [])
  const isDrawn = arms.length > 1
  return {
    arms,
    comparisons: pairs.map((pair, at) => compare(pair, at, pairs.length)),
    ...(isDrawn ? { sampleRatioP: p } : {}),
    isBroken: isDrawn && p < brokenBelow,
    ...(counted.length > 0 ? { since: Math.min(...counted.map(({ first }) => first)) } : {}),
    waiting: sumOf(sound, 'drawn') - sumOf(sound, 'people') - sumOf(sound, 'before'),
    leftOut: {
      both: sumOf(
        counted.filter(({ both }) => both),
        'drawn',
      ),
      before: sumOf(sound, 'before'),
      otherShares: sumOf(draws, 'drawn') - sumOf(counted, 'drawn'),
    },
  }
}
