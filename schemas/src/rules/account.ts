import type { Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { aboutTheAccount, inBrackets } from './say.ts'
import { verdict } from './verdict.ts'

/** A rule on the person's account; "the account" is the latest one joined. Evaluated there, its flips reach the members. */
export const account: RuleKind<Rule> = {
  schema: (rule) => rule,
  compile: (body, context) => {
    if (context.level === 'account') return context.inner(body, 'account')
    const rule = context.onAccount(body, 'account')
    return (facts) => verdict(facts.account(rule)?.is === true)
  },
  say: (body, { inner }) =>
    'all' in body || 'any' in body
      ? `the account ${inBrackets(inner(body))}`
      : aboutTheAccount(inner(body)),
}
