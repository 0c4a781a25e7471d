import { type Definition } from '@waymark/schemas'
import type { Program } from './program.ts'
/** A definition in force, with its version. */
export interface Published {
  readonly version: number
  readonly definition: Definition
}
/**
 * Compiles all definitions of an environment.
 * @throws RuleError where a rule cannot be evaluated, CycleError where definitions read each other in a circle.
 */
export declare const compileProgram: (
  env: string,
  version: number,
  published: readonly Published[],
) => Program
