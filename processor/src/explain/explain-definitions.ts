import type { Definition } from '@waymark/schemas'
import type { SubjectState } from '../fold/state.ts'
import type { Published } from '../program/compile-program.ts'
import type { Program } from '../program/program.ts'
import { explainFlow } from './flow.ts'
import { explainLifecycle } from './lifecycle.ts'
import { type ExplainedDefinition, type LookedAt, lookAt } from './looked-at.ts'
import { explainMilestone } from './milestone.ts'
import { explainPql } from './pql.ts'
import { explainSegment } from './segment.ts'

const levelOf = (definition: Definition): string =>
  'level' in definition ? (definition.level ?? 'person') : 'person'

/** A new kind is a file and a line here. The lifecycle is there without a definition, too. */
const explainOne = (definition: Definition, looked: LookedAt): ExplainedDefinition | undefined => {
  if (definition.kind === 'milestone') return explainMilestone(definition, looked)
  if (definition.kind === 'segment') return explainSegment(definition, looked)
  if (definition.kind === 'pql') return explainPql(definition, looked)
  return definition.kind === 'flow' ? explainFlow(definition, looked) : undefined
}

/**
 * What milestones, segments, PQLs, the lifecycle and flows make of a person or an account at `now`: where it stands, and of all
 * that is asked of it what is wanted and what is found. Answers by the code that decides; `published` is what `program` was
 * compiled from.
 */
export const explainDefinitions = (
  state: SubjectState,
  about: {
    readonly program: Program
    readonly published: readonly Published[]
    readonly now: number
  },
): readonly ExplainedDefinition[] => {
  const looked = lookAt(state, about)
  const definitions = about.published.map(({ definition }) => definition)
  return [
    explainLifecycle(definitions, looked),
    ...definitions
      .filter((definition) => levelOf(definition) === state.kind)
      .flatMap((definition) => explainOne(definition, looked) ?? []),
  ]
}
