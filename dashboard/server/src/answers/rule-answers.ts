import type { RuleCount } from '@waymark/schemas/api/rule-count'
import { z } from 'zod'

const instant = z.int().describe('ms since the epoch')

export const ruleCount: z.ZodType<RuleCount> = z.object({
  count: z.int(),
  sample: z.array(z.string()).describe('Keys of the first of them, at most ten'),
  at: instant,
  asOf: instant,
  note: z.string().exactOptional().describe('In what the stream may say otherwise'),
})
