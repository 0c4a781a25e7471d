import { RuleError, ruleSchema } from '@waymark/schemas'
import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { z } from 'zod'
import { ruleCount } from '../answers/rule-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { countRule } from '../read/count-rule.ts'
import { env, latestInstant } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

const countSchema = z.strictObject({
  env,
  rule: ruleSchema,
  level: z.enum(['person', 'account']).optional(),
  at: z.int().min(0).max(latestInstant).optional(),
})

/** Questions about rules that need not be in force. */
export const ruleRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/rules/count',
    capability: 'inspect',
    says: 'For how many people or accounts a rule holds, now or at an instant, with the first ten of them. Nothing is written.',
    answer: ruleCount,
    body: countSchema,
    handle: async ({ body }): Promise<RuleCount | Refused> => {
      const found = envOf(rooms, body.env)
      if (isRefused(found)) return found
      const definitions = rooms.definitions.list(found).map(({ definition }) => definition)
      const { rule, level = 'person' } = body
      const isNow = body.at === undefined
      const now = rooms.deps.clock()
      const at = body.at ?? now
      const question = { env: found, rule, level, at, isNow, now, definitions }
      try {
        const counted = await countRule(rooms.deps.store, question)
        return { ...counted, asOf: await rooms.asOf(found) }
      } catch (error) {
        if (!(error instanceof RuleError)) throw error
        return refuse('definition_invalid', error.message, { at: error.path })
      }
    },
  }),
]
