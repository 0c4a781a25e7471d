import { type Level, type Lifecycle, type LifecycleWay, lifecycleWays } from '@waymark/schemas'
import type { LifecycleStep } from './program.ts'
import type { RuleCompiler, RulePlace } from './rule-compiler.ts'

interface LifecycleInput {
  readonly level: Level
  readonly own: Lifecycle | undefined
  readonly pqls: readonly string[]
}

/** A way into a state, and where its rule stands. */
export interface LifecycleMove extends LifecycleWay {
  readonly place: RulePlace
}

export const lifecycleMoves = ({ level, own, pqls }: LifecycleInput): readonly LifecycleMove[] =>
  lifecycleWays(own, pqls).map((way) => ({
    ...way,
    place: { level, node: `lifecycle/${level}`, key: `states.${way.to}.when` },
  }))

export const lifecycleStep = (compiler: RuleCompiler, input: LifecycleInput): LifecycleStep => ({
  step: 'lifecycle',
  moves: lifecycleMoves(input).map(({ to, from, when, place }) => ({
    to,
    from,
    when: compiler.rule(when, place),
  })),
})
