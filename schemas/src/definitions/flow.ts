import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { ruleSchema } from '../rules/rule.ts'
import { quietHoursSchema, reentrySchema, sendItemSchema } from './engagement.ts'
import { faultsOfFlow } from './flow-faults.ts'
import { idSchema, named } from './named.ts'

/** What a step does; each has one of these. */
const flowActions = ['send', 'wait', 'branch', 'split', 'go', 'end'] as const

const wait = z
  .strictObject({
    for: durationSchema.exactOptional(),
    until: ruleSchema.exactOptional(),
    /** The longest that it waits for the rule. */
    'at-most': durationSchema.exactOptional(),
    /** Id of the step for those for whom that time is up; the next where absent. */
    late: idSchema.exactOptional(),
  })
  .refine(
    (w) => (w.for === undefined) !== (w.until === undefined),
    '`for` a time, or `until` a rule',
  )
  .refine(
    (w) => w['at-most'] === undefined || w.until !== undefined,
    '`at-most` belongs to `until`',
  )
  .refine((w) => w.late === undefined || w['at-most'] !== undefined, '`late` belongs to `at-most`')

const send = sendItemSchema.refine(
  (one) => one.guide === undefined,
  'email, webhook, slack or task: a guide is shown by an engagement, whose audience may ask for the same',
)

const step = z
  .strictObject({
    id: idSchema.exactOptional(),
    send: send.exactOptional(),
    wait: wait.exactOptional(),
    branch: z
      .array(z.strictObject({ when: ruleSchema, to: idSchema }))
      .min(1)
      .max(10)
      .exactOptional(),
    /** Of a branch: where all others go; to the next step where absent. */
    else: idSchema.exactOptional(),
    split: z
      .array(z.strictObject({ share: z.int().min(1).max(100), to: idSchema }))
      .min(2)
      .max(10)
      .exactOptional(),
    go: idSchema.exactOptional(),
    end: z.literal(true).exactOptional(),
  })
  .refine(
    (one) => flowActions.filter((action) => one[action] !== undefined).length === 1,
    `exactly one of ${flowActions.join(', ')}`,
  )
  .refine((one) => one.else === undefined || one.branch !== undefined, '`else` belongs to `branch`')

/** Steps that people are led through, each at their own pace. */
export const flowSchema = z
  .strictObject({
    kind: z.literal('flow'),
    ...named,
    /** Who enters, at the instant at which it turns true. */
    enter: ruleSchema,
    reentry: reentrySchema.exactOptional(),
    exit: ruleSchema.exactOptional(),
    goal: ruleSchema.exactOptional(),
    steps: z.array(step).min(1).max(50),
    'include-present': z.boolean().exactOptional(),
    'quiet-hours': z.union([z.literal('none'), quietHoursSchema]).exactOptional(),
    tags: z.array(idSchema).min(1).max(10).exactOptional(),
    marketing: z.boolean().exactOptional(),
  })
  .superRefine(({ steps }, ctx) => {
    for (const { path, message } of faultsOfFlow(steps))
      ctx.addIssue({ code: 'custom', path: ['steps', ...path], message })
  })

export type Flow = z.infer<typeof flowSchema>
export type FlowStep = z.infer<typeof step>
