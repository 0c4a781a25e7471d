import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import { type Rule, ruleSchema } from '../rules/rule.ts'
import type { Level } from '../rules/rule-kind.ts'
import { verifiedOnly } from '../rules/verified-only.ts'
import { quietHoursSchema } from './engagement.ts'
import { counting, idSchema, named } from './named.ts'

const level: z.ZodType<Level> = z.enum(['person', 'account'])

const share = z.number().gt(0).max(100)

/** Conditions of which each counts for something, and how much of it all is enough. */
const weighted = z
  .strictObject({
    of: z
      .array(z.strictObject({ weight: share, when: ruleSchema }))
      .min(1)
      .max(20),
    enter: share,
    leave: share.exactOptional(),
  })
  .refine((w) => w.leave === undefined || w.leave <= w.enter, 'leave is at most enter')

export type WeightedRules = z.infer<typeof weighted>

const part = z.union([weighted, ruleSchema])

/** Whether a part of a PQL is conditions with weights, not one rule. */
export const isWeighted = (body: Rule | WeightedRules): body is WeightedRules => 'of' in body

/** An owner as the CRM, or whoever is told, knows them: a name, an address, an id. */
const owner = z.string().min(1).max(limits.nameLength)

/** One way to find whose lead it is; the first that gives an owner counts. */
const route = z.union([
  z.strictObject({ trait: z.string().min(1).max(limits.nameLength) }),
  z.strictObject({ when: ruleSchema, owner, to: z.array(idSchema).min(1).max(10).exactOptional() }),
  z.strictObject({ rotate: z.array(owner).min(1).max(50) }),
])

export type Route = z.infer<typeof route>

const most = 20

const alert = z.strictObject({
  to: z.array(idSchema).min(1).max(10),
  cooldown: durationSchema.exactOptional(),
  say: z.string().max(1000).exactOptional(),
  /** Alerts of all PQLs about one subject. */
  'at-most': z
    .strictObject({ max: z.int().min(1).max(most), within: durationSchema })
    .exactOptional(),
  /** By the project's clock: an alert waits until they are over. */
  'quiet-hours': quietHoursSchema.exactOptional(),
  /** Whose lead it is. */
  route: z.array(route).min(1).max(20).exactOptional(),
})

/** When a subject is a product-qualified lead, and whom to tell. */
export const pqlSchema = z
  .strictObject({
    kind: z.literal('pql'),
    ...named,
    ...counting,
    level,
    milestones: z.array(idSchema).max(20).exactOptional(),
    fit: part.exactOptional(),
    behaviour: part.exactOptional(),
    intent: part.exactOptional(),
    leave: ruleSchema.exactOptional(),
    champion: ruleSchema.exactOptional(),
    /** Only what servers said counts. */
    verified: verifiedOnly,
    alert: alert.exactOptional(),
  })
  .refine(
    (p) => [p.milestones, p.fit, p.behaviour, p.intent].some((one) => one !== undefined),
    'a PQL needs at least one of milestones, fit, behaviour, intent',
  )

export type Pql = z.infer<typeof pqlSchema>
