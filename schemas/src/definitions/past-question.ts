import { canonicalJson } from '../content-hash.ts'
import { RuleError } from '../rules/compile-rule.ts'
import { flipsQuery, type RuleQuestion } from '../rules/compile-rule-sql.ts'
import type { Rule } from '../rules/rule.ts'
import type { Definition } from './definition.ts'
import { questionNamesIn, ruleNamesIn } from './rule-names.ts'

/**
 * What a rule may name when the database is asked when it would have turned, had it always been there. What pages told of guides and
 * messages was taken up whether or not a rule asked, so it may be asked as it was. What was decided may be about to change with what
 * asks for it, and of scores it is not asked.
 */
export const pastNamesIn = (definitions: readonly Definition[]): RuleQuestion['names'] => {
  const { calendar, feature, segment } = questionNamesIn(definitions)
  const { has } = ruleNamesIn(definitions)
  return {
    calendar,
    feature,
    segment,
    decided: (kind, id) =>
      (kind === 'guide' || kind === 'engagement') && has(kind, id) ? 'person' : undefined,
  }
}

/** The rules of a definition by which it decides once and for a while; none where the database is not asked about it. */
const rulesOf = (definition: Definition): readonly Rule[] => {
  if ('verified' in definition && definition.verified) return []
  if (definition.kind === 'segment') return [definition.rule]
  if (definition.kind !== 'milestone') return []
  return definition.started ? [definition.started, definition.reached] : [definition.reached]
}

/** Whether the database can tell what a definition would have decided, had it always been there. */
export const canAskPastOf = (
  definition: Definition,
  definitions: readonly Definition[],
): boolean => {
  const rules = rulesOf(definition)
  const level = 'level' in definition ? definition.level : undefined
  if (level === undefined || rules.length === 0) return false
  const question = { level, envs: [''], asked: { from: 0, to: 1 }, names: pastNamesIn(definitions) }
  try {
    for (const rule of rules) flipsQuery({ ...question, rule })
    return true
  } catch (error) {
    if (error instanceof RuleError) return false
    throw error
  }
}

/** All that decides when a milestone would have been reached, or since when somebody would have been in a segment. */
const decidesBy = (definition: Definition): string => {
  if (definition.kind === 'milestone') {
    const { level, started = null, reached } = definition
    return canonicalJson([level, started, reached])
  }
  return definition.kind === 'segment' ? canonicalJson([definition.level, definition.rule]) : ''
}

/** Whether two versions of a definition decide alike: only its name, its order or the like differs. */
export const decideAlike = (a: Definition, b: Definition): boolean => decidesBy(a) === decidesBy(b)
