import { z } from 'zod'
import { limits } from '../limits.ts'
import type { Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { always, isTrue, never, until, verdict } from './verdict.ts'

const list = (rule: z.ZodType<Rule>): z.ZodType<readonly Rule[]> =>
  z.array(rule).min(1).max(limits.ruleLeaves)

/** Every rule holds. What it says may change as soon as one of them may. */
export const all: RuleKind<readonly Rule[]> = {
  schema: list,
  compile: (body, context) => {
    const rules = body.map((rule, i) => context.inner(rule, `all[${i}]`))
    return (facts) => {
      let end = until(always)
      let is = true
      for (const rule of rules) {
        const v = rule(facts)
        is &&= isTrue(v)
        end = Math.min(end, until(v))
      }
      return verdict(is, end)
    }
  },
  say: (body, inner) => body.map(inner).join(', and '),
}

/** At least one rule holds. */
export const any: RuleKind<readonly Rule[]> = {
  schema: list,
  compile: (body, context) => {
    const rules = body.map((rule, i) => context.inner(rule, `any[${i}]`))
    return (facts) => {
      let end = until(never)
      let is = false
      for (const rule of rules) {
        const v = rule(facts)
        is ||= isTrue(v)
        end = Math.min(end, until(v))
      }
      return verdict(is, end)
    }
  },
  say: (body, inner) => `either ${body.map(inner).join(', or ')}`,
}

/** Plain negation: `not did X within 24h` holds for a newcomer in the first second. */
export const not: RuleKind<Rule> = {
  schema: (rule) => rule,
  compile: (body, context) => {
    const rule = context.inner(body, 'not')
    return (facts) => -rule(facts)
  },
  say: (body, inner) => `not (${inner(body)})`,
}
