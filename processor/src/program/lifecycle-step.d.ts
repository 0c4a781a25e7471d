import { type Level, type Lifecycle } from '@waymark/schemas'
import type { LifecycleStep } from './program.ts'
import type { RuleCompiler } from './rule-compiler.ts'

interface LifecycleInput {
  readonly level: Level
  readonly own: Lifecycle | undefined
  readonly pqls: readonly string[]
}
/**
 * The moves between lifecycle states. A person is a trial once identified and an account once it exists; both are `pql` once
 * they are one by any definition. Later states move by the author's rules.
 */
export declare const lifecycleStep: (
  compiler: RuleCompiler,
  { level, own, pqls }: LifecycleInput,
) => LifecycleStep
