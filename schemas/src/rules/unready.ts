import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import type { Rule } from './rule.ts'
import type { CompileContext, Evaluate, RuleKind } from './rule-kind.ts'

/**
 * Kinds whose structure is part of the language and whose evaluation is not in this version: a definition that uses one is
 * refused when saved, with its path.
 */

const id = z.string().min(1).max(100)
const n = z.number()

const compile = (_: unknown, context: CompileContext): Evaluate =>
  context.refuse('is not evaluated by this version')

const was = z.enum(['seen', 'clicked', 'completed', 'dismissed', 'answered', 'suppressed'])
const messageSchema = z.strictObject({
  id,
  was,
  answer: z.union([z.string(), z.number()]).exactOptional(),
  within: durationSchema.exactOptional(),
})
export type MessageRule = z.infer<typeof messageSchema>
export const guide: RuleKind<MessageRule> = {
  schema: () => messageSchema as unknown as z.ZodType<MessageRule>,
  compile,
  say: (body) => `guide ${body.id} was ${body.was}${body.within ? ` within ${body.within}` : ''}`,
}
export const message: RuleKind<MessageRule> = {
  schema: () => messageSchema as unknown as z.ZodType<MessageRule>,
  compile,
  say: (body) => `message ${body.id} was ${body.was}${body.within ? ` within ${body.within}` : ''}`,
}

export interface Members {
  readonly where: Rule
  readonly count?: { readonly gte: number }
  readonly share?: { readonly gte: number }
}
export const members: RuleKind<Members> = {
  schema: (rule) =>
    z.strictObject({
      where: rule,
      count: z.strictObject({ gte: n }).exactOptional(),
      share: z.strictObject({ gte: n }).exactOptional(),
    }),
  compile,
  say: (body, inner) =>
    `${body.count ? body.count.gte : `${body.share?.gte ?? 0} of the`} members ${inner(body.where)}`,
}
