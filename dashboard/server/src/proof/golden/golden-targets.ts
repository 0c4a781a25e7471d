import type { Definition, Milestone, Rule } from '@waymark/schemas'
import type { GoldenTarget } from '@waymark/schemas/api/golden'
import { type GoalSql, goalSql } from '../results/goal-sql.ts'
import type { Feature } from './read-early.ts'

const retained: GoldenTarget = { id: 'retained', name: 'Came back' }
const paid: GoldenTarget = { id: 'paid', name: 'Became a customer' }

const milestonesOf = (definitions: readonly Definition[]): readonly Milestone[] =>
  definitions
    .filter((d): d is Milestone => d.kind === 'milestone')
    .sort((a, b) => a.level.localeCompare(b.level) * -1 || b.order - a.order)

/** What early behaviour can be held against: milestones, a person's last one first, coming back, and paying. */
export const targetsOf = (definitions: readonly Definition[]): readonly GoldenTarget[] => [
  ...milestonesOf(definitions).map(({ id, name }) => ({
    id: `milestone:${id}`,
    name: name ?? id,
  })),
  retained,
  paid,
]

/** What somebody who pays is, in the words of the lifecycle. */
const paying: Rule = { lifecycle: { in: ['customer', 'active', 'renewed'] } }

interface Of {
  readonly env: string
  readonly definitions: readonly Definition[]
  readonly asOf: number
}

/** When people reached the target: one relation or several, whichever says so first. Of `retained` there is none. */
export const targetSql = ({ id }: GoldenTarget, of: Of): readonly GoalSql[] => {
  const { asOf, ...rest } = of
  const ask = (goal: Rule): GoalSql =>
    goalSql({ ...rest, goal, level: 'person', from: 0, to: asOf })
  if (id === 'retained') return []
  if (id === 'paid') return [ask(paying), ask({ account: paying })]
  return [ask({ milestone: { id: id.slice('milestone:'.length) } })]
}

type Named = 'event' | 'page' | 'feature'

/** All that a rule looks at, wherever it stands in it. */
const namedIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'event' || key === 'page' || key === 'feature') && typeof inner === 'string'
      ? [`${key satisfies Named}/${inner}`]
      : namedIn(inner),
  )
}

/** What the target is made of: it would be found to go with itself. */
export const partsOfTarget = (
  { id }: GoldenTarget,
  definitions: readonly Definition[],
): ReadonlySet<string> => {
  const milestone = milestonesOf(definitions).find((one) => `milestone:${one.id}` === id)
  const direct = new Set(namedIn(milestone?.reached))
  const features = definitions.filter((d): d is Feature => d.kind === 'feature')
  const isPart = (feature: Feature): boolean =>
    direct.has(`feature/${feature.id}`) || namedIn(feature.used).some((name) => direct.has(name))
  const shared = features.filter(isPart)
  const used = shared.filter(({ id: own }) => direct.has(`feature/${own}`))
  return new Set([
    ...direct,
    ...shared.map((feature) => `feature/${feature.id}`),
    ...used.flatMap((feature) => namedIn(feature.used)),
  ])
}
