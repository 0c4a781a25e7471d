import { z } from 'zod'
import { limits } from '../limits.ts'
import { counted, countOf, countSchema, sayCount } from './did/count.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { inBrackets } from './say.ts'
import { verdict } from './verdict.ts'

const share = z.strictObject({ gte: z.number().gt(0).max(1) })

const keeps = `at most ${limits.membersKept}: an account keeps its ${limits.membersKept} members who were active last`

/** More members than an account keeps are never counted: such a rule could not hold. */
const kept = countSchema
  .refine(({ gte = 0 }) => gte <= limits.membersKept, { path: ['gte'], error: keeps })
  .refine(({ eq = 0 }) => eq <= limits.membersKept, { path: ['eq'], error: keeps })

export interface Members {
  readonly where: Rule
  readonly count?: z.infer<typeof countSchema>
  readonly share?: z.infer<typeof share>
}

/**
 * So many of the account's members, or such a share of them, satisfy a rule. It is evaluated on each of them, and their flips
 * reach the account: it changes with what is folded there, never by time alone.
 */
export const members: RuleKind<Members> = {
  schema: (rule) =>
    z
      .strictObject({
        where: rule,
        count: kept.exactOptional(),
        share: share.exactOptional(),
      })
      .refine((m) => m.count === undefined || m.share === undefined, 'at most one of count, share'),
  compile: (body, context) => {
    if (context.level === 'person')
      context.refuse('is about an account; within `account` it is about the person’s')
    const rule = context.onMembers(body.where, 'members.where')
    const { share: wanted } = body
    if (wanted)
      return (facts: Facts) => {
        const { is, of } = facts.members(rule)
        return verdict(of > 0 && is >= wanted.gte * of)
      }
    return counted(countOf(body.count), (k) => (facts) => verdict(facts.members(rule).is >= k))
  },
  say: (body, { inner }) => {
    const who = body.share
      ? `at least ${Math.round(body.share.gte * 100)}% of its members satisfy`
      : `${sayCount(countOf(body.count))} of its members satisf${countOf(body.count).n === 1 ? 'ies' : 'y'}`
    return `${who} ${inBrackets(inner(body.where))}`
  },
}
