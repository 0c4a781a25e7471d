import {
  type Level,
  type Lifecycle,
  type LifecycleState,
  lifecycleStates,
  type Rule,
} from '@waymark/schemas'
import type { LifecycleStep } from './program.ts'
import type { RuleCompiler } from './rule-compiler.ts'

interface LifecycleInput {
  readonly level: Level
  readonly own: Lifecycle | undefined
  readonly pqls: readonly string[]
}

/** Where a move may start unless its author says otherwise: the states before it. */
const before = (state: LifecycleState): readonly string[] =>
  lifecycleStates.slice(0, lifecycleStates.indexOf(state))

/**
 * The moves between lifecycle states. A person is a trial once identified and an account once it exists; both are `pql` once
 * they are one by any definition. Later states move by the author's rules.
 */
export const lifecycleStep = (
  compiler: RuleCompiler,
  { level, own, pqls }: LifecycleInput,
): LifecycleStep => {
  const defaults: { readonly [State in LifecycleState]?: Rule } = {
    trial: { trait: { name: '$known', eq: true } },
    ...(pqls.length > 0 ? { pql: { any: pqls.map((id) => ({ pql: { id } })) } } : {}),
  }
  const moves = lifecycleStates.flatMap((state) => {
    const written = own?.states[state]
    const when = written?.when ?? defaults[state]
    if (!when) return []
    const evaluate = compiler.rule(when, {
      level,
      node: `lifecycle/${level}`,
      key: `states.${state}.when`,
    })
    return { to: state, from: written?.from ?? before(state), when: evaluate }
  })
  return { step: 'lifecycle', moves }
}
