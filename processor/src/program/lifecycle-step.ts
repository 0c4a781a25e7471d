import {
  type Level,
  type Lifecycle,
  type LifecycleState,
  lifecycleStates,
  type Rule,
} from '@waymark/schemas'
import type { LifecycleStep } from './program.ts'
import type { RuleCompiler, RulePlace } from './rule-compiler.ts'

interface LifecycleInput {
  readonly level: Level
  readonly own: Lifecycle | undefined
  readonly pqls: readonly string[]
}

/** A move into a state, as it is written or by default, and where its rule stands. */
export interface LifecycleMove {
  readonly to: LifecycleState
  readonly from: readonly string[]
  readonly when: Rule
  readonly place: RulePlace
}

/** Where a move may start unless its author says otherwise: the states before it. */
const before = (state: LifecycleState): readonly string[] =>
  lifecycleStates.slice(0, lifecycleStates.indexOf(state))

/**
 * The moves between lifecycle states. A person is a trial once identified and an account once it exists; both are `pql` once
 * they are one by any definition. Later states move by the author's rules.
 */
export const lifecycleMoves = ({ level, own, pqls }: LifecycleInput): readonly LifecycleMove[] => {
  const defaults: { readonly [State in LifecycleState]?: Rule } = {
    trial: { trait: { name: '$known', eq: true } },
    ...(pqls.length > 0 ? { pql: { any: pqls.map((id) => ({ pql: { id } })) } } : {}),
  }
  return lifecycleStates.flatMap((state) => {
    const written = own?.states[state]
    const when = written?.when ?? defaults[state]
    if (!when) return []
    const place = { level, node: `lifecycle/${level}`, key: `states.${state}.when` }
    return { to: state, from: written?.from ?? before(state), when, place }
  })
}

export const lifecycleStep = (compiler: RuleCompiler, input: LifecycleInput): LifecycleStep => ({
  step: 'lifecycle',
  moves: lifecycleMoves(input).map(({ to, from, when, place }) => ({
    to,
    from,
    when: compiler.rule(when, place),
  })),
})
