import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { heldVerdict, spansOf, warnOfSpans } from './held.ts'
import type { RuleKind } from './rule-kind.ts'
import { quoted, sayBeing } from './say.ts'
import { never, verdict } from './verdict.ts'

const schema = z.strictObject({
  id: z.string().min(1).max(100),
  /** Id of the step; absent: at any. */
  at: z.string().min(1).max(100).exactOptional(),
  within: durationSchema.exactOptional(),
  for: durationSchema.exactOptional(),
})

export type FlowRule = z.infer<typeof schema>

/**
 * Is in a flow, or stands at a step of it; for how long. Of those whom the flow's holdout leaves out it does not hold. A rule
 * about a person reads an account's flow through the account.
 */
export const flow: RuleKind<FlowRule> = {
  schema: () => schema,
  compile: (body, context) => {
    const level = context.readsFlow(body.id)
    if (level === 'account' && context.level === 'person') {
      const rule = context.onAccount({ flow: body }, 'flow')
      return (facts) => verdict(facts.account(rule)?.is === true)
    }
    if (level !== context.level)
      context.refuse(`flow ${body.id} is about people; an account has no place in it`, 'id')
    const spans = spansOf(body)
    return (facts) => {
      const stands = facts.flow(body.id, body.at)
      if (!stands || (body.at !== undefined && stands.step !== body.at)) return never
      return heldVerdict(body.at === undefined ? stands.entered : stands.since, facts.now, spans)
    }
  },
  warn: warnOfSpans,
  say: (body, { nameOf }) =>
    body.at === undefined
      ? sayBeing(`in the flow ${quoted(nameOf('flow', body.id))}`, body)
      : sayBeing(
          `at the step ${quoted(body.at)} of the flow ${quoted(nameOf('flow', body.id))}`,
          body,
        ),
}
