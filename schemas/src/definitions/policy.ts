import { z } from 'zod'
import { capShape, channelNames, oneWindowOnly, quietHoursSchema } from './engagement.ts'
import { guideFields } from './guide-fields.ts'
import { idSchema, named } from './named.ts'

/** A limit on all that people get, or on a part of it. */
const cap = z
  .strictObject({
    per: z.enum(['person', 'account']).exactOptional(),
    guide: idSchema.exactOptional(),
    type: z.enum(guideFields.type.options).exactOptional(),
    tag: idSchema.exactOptional(),
    channel: z.enum(channelNames).exactOptional(),
    ...capShape,
  })
  .refine(...oneWindowOnly)
  .refine(
    (c) => [c.guide, c.type, c.tag, c.channel].filter((part) => part !== undefined).length <= 1,
    'at most one of guide, type, tag, channel',
  )
  .refine(
    (c) => c.per !== 'account' || c.channel === undefined || c.channel === 'guide',
    'what an account is limited in is guides: the channel guide, or none',
  )

/** What holds for all engagements of the project. There is one, called `project`. */
export const policySchema = z.strictObject({
  kind: z.literal('policy'),
  ...named,
  id: z.literal('project'),
  /** The share of people who get nothing at all. */
  holdout: z.number().min(0).max(0.9).exactOptional(),
  /** For what is sent; an engagement may have its own. Guides are shown to who is there. */
  'quiet-hours': quietHoursSchema.exactOptional(),
  caps: z.array(cap).min(1).max(20).exactOptional(),
})

export type Policy = z.infer<typeof policySchema>
export type PolicyCap = z.infer<typeof cap>
