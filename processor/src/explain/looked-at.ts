import { type Evaluate, type Rule, sayRule } from '@waymark/schemas'
import type { DefinitionCheck } from '@waymark/schemas/api/explanation'
import { factsOf, type SubjectFacts } from '../fold/facts-of.ts'
import type { SubjectState } from '../fold/state.ts'
import type { Published } from '../program/compile-program.ts'
import type { LevelProgram, Program } from '../program/program.ts'
import { createRuleCompiler, type RuleCompiler, type RulePlace } from '../program/rule-compiler.ts'
import { watch } from './watched-facts.ts'

export type {
  DefinitionCheck as Check,
  ExplainedDefinition,
} from '@waymark/schemas/api/explanation'

/** A subject as definitions look at it at one instant, and how they are asked. */
export interface LookedAt {
  readonly state: SubjectState
  readonly facts: SubjectFacts
  readonly level: LevelProgram
  readonly compiler: RuleCompiler
  /** Asks what is compiled already. */
  readonly ask: (part: string, wants: string, evaluate: Evaluate) => DefinitionCheck
  /** Asks each member of a rule's top-level `all` by itself. */
  readonly askRule: (
    part: string,
    rule: Rule | undefined,
    place: RulePlace,
  ) => readonly DefinitionCheck[]
}

const clausesOf = (rule: Rule): readonly Rule[] => ('all' in rule ? rule.all : [rule])

/** `published`: what `program` was compiled from. */
export const lookAt = (
  state: SubjectState,
  {
    program,
    published,
    now,
  }: { readonly program: Program; readonly published: readonly Published[]; readonly now: number },
): LookedAt => {
  const facts = factsOf(state)
  facts.now = Math.max(now, state.clock)
  const level = program[state.kind]
  // What a leaf keeps is found by its content, so that a clause reads what the whole rule does.
  const compiler = createRuleCompiler(published.map(({ definition }) => definition))
  const ask: LookedAt['ask'] = (part, wants, evaluate) => ({
    part,
    wants,
    ...watch(evaluate, { facts, level }),
  })
  return {
    state,
    facts,
    level,
    compiler,
    ask,
    askRule: (part, rule, place) =>
      (rule ? clausesOf(rule) : []).map((clause) =>
        ask(part, sayRule(clause, compiler.nameOf), compiler.rule(clause, place)),
      ),
  }
}
