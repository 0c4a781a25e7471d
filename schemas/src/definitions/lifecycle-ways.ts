import { type LifecycleState, lifecycleStates } from '../rules/lifecycle.ts'
import type { Rule } from '../rules/rule.ts'
import type { Lifecycle } from './definition.ts'

/** A way into a state, as it is written or by default. */
export interface LifecycleWay {
  readonly to: LifecycleState
  readonly from: readonly string[]
  readonly when: Rule
}

/** Where a way may start unless its author says otherwise: the states before it. */
const before = (state: LifecycleState): readonly string[] =>
  lifecycleStates.slice(0, lifecycleStates.indexOf(state))

/**
 * The ways between lifecycle states, in the order in which they are gone. A person is a trial once identified and an account once
 * it exists; both are `pql` once they are one by any definition of their level. Later states are entered by the author's rules.
 */
export const lifecycleWays = (
  own: Lifecycle | undefined,
  pqls: readonly string[],
): readonly LifecycleWay[] => {
  const defaults: { readonly [State in LifecycleState]?: Rule } = {
    trial: { trait: { name: '$known', eq: true } },
    ...(pqls.length > 0 ? { pql: { any: pqls.map((id) => ({ pql: { id } })) } } : {}),
  }
  return lifecycleStates.flatMap((state) => {
    const written = own?.states[state]
    const when = written?.when ?? defaults[state]
    return when ? { to: state, from: written?.from ?? before(state), when } : []
  })
}
