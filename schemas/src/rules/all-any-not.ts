import { z } from 'zod'
import { limits } from '../limits.ts'
import type { Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { inBrackets, joined, negated } from './say.ts'
import { always, never } from './verdict.ts'

const list = (rule: z.ZodType<Rule>): z.ZodType<readonly Rule[]> =>
  z.array(rule).min(1).max(limits.ruleLeaves)

/** Every rule holds. */
export const all: RuleKind<readonly Rule[]> = {
  schema: list,
  compile: (body, context) => {
    const rules = body.map((rule, i) => context.inner(rule, `all[${i}]`))
    return (facts) => {
      let least = always
      for (const rule of rules) least = Math.min(least, rule(facts))
      return least
    }
  },
  say: (body, { inner }) =>
    joined(
      body.map((rule) =>
        'any' in rule && body.length > 1 ? inBrackets(inner(rule)) : inner(rule),
      ),
      'and',
    ),
}

/** At least one rule holds. */
export const any: RuleKind<readonly Rule[]> = {
  schema: list,
  compile: (body, context) => {
    const rules = body.map((rule, i) => context.inner(rule, `any[${i}]`))
    return (facts) => {
      let most = never
      for (const rule of rules) most = Math.max(most, rule(facts))
      return most
    }
  },
  say: (body, { inner }) =>
    joined(
      body.map((rule) =>
        'all' in rule && body.length > 1 ? inBrackets(inner(rule)) : inner(rule),
      ),
      'or',
    ),
}

/** Plain negation: `not did X within 24h` holds for a newcomer in the first second. */
export const not: RuleKind<Rule> = {
  schema: (rule) => rule,
  compile: (body, context) => {
    const rule = context.inner(body, 'not')
    return (facts) => -rule(facts)
  },
  say: (body, { inner }) =>
    'all' in body || 'any' in body ? `not ${inBrackets(inner(body))}` : negated(inner(body)),
}
