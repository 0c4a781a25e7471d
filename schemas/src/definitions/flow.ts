import { z } from 'zod'
import { durationSchema } from '../duration.ts'
import { limits } from '../limits.ts'
import { ruleSchema } from '../rules/rule.ts'
import type { Level } from '../rules/rule-kind.ts'
import { quietHoursSchema, reentrySchema, scheduleSchema, sendItemSchema } from './engagement.ts'
import { faultsOfFlow } from './flow-faults.ts'
import { counting, idSchema, named } from './named.ts'

/** What a step does; each has one of these. */
const flowActions = ['send', 'show', 'set-trait', 'wait', 'branch', 'split', 'go', 'end'] as const

/** What somebody may do with a guide that a flow shows, so that they go on. */
export const showEnds = ['seen', 'clicked', 'answered', 'completed', 'dismissed'] as const

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
  'email, webhook, slack or task: a guide is shown by `show`',
)

const show = z
  .strictObject({
    guide: idSchema,
    /** What ends it: any of these; absent: whatever closes it, completed or dismissed. */
    until: z.array(z.enum(showEnds)).min(1).exactOptional(),
    'at-most': durationSchema.exactOptional(),
    late: idSchema.exactOptional(),
  })
  .refine((w) => w.late === undefined || w['at-most'] !== undefined, '`late` belongs to `at-most`')

const setTrait = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(limits.nameLength)
    .refine((name) => !name.startsWith('$') && name !== '__proto__', 'a name without $'),
  /** `null` unsets it. */
  value: z.union([z.string().max(200), z.number(), z.boolean(), z.null()]),
})

const variant = z.strictObject({
  id: idSchema,
  weight: z.int().min(1).max(100).exactOptional(),
  /** Id of the step at which those begin who are drawn for it. */
  start: idSchema,
})

const step = z
  .strictObject({
    id: idSchema.exactOptional(),
    send: send.exactOptional(),
    show: show.exactOptional(),
    'set-trait': setTrait.exactOptional(),
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

/** Whoever stands at none of the steps that are named. */
export const everyOther = '*'

/** By the step at which somebody stands, where they go; `null`: out of the flow. */
const move = z
  .record(z.union([idSchema, z.literal(everyOther)]), idSchema.nullable())
  .refine((to) => Object.keys(to).length > 0, 'at least one step, or "*" for every other')
  .refine((to) => Object.keys(to).length <= 100, 'at most 100 steps')

const level: z.ZodType<Level> = z.enum(['person', 'account'])

/** Steps that people, or accounts, are led through, each at their own pace. */
export const flowSchema = z
  .strictObject({
    kind: z.literal('flow'),
    ...named,
    ...counting,
    /** Absent: person. */
    level: level.exactOptional(),
    /** A property of the event that lets people enter: each of its values has a place of its own in the flow. */
    key: z.string().min(1).max(limits.nameLength).exactOptional(),
    /** Who enters, at the instant at which it turns true. */
    enter: ruleSchema,
    reentry: reentrySchema.exactOptional(),
    exit: ruleSchema.exactOptional(),
    goal: ruleSchema.exactOptional(),
    /** How long after they entered people are counted who reach the goal; absent: seven days. */
    'goal-within': durationSchema.exactOptional(),
    steps: z.array(step).min(1).max(50),
    /** Where those go who are in the flow when this is published, each once; absent, and of steps that it does not name: they stay. */
    move: move.exactOptional(),
    /** Share of those who are led through and get nothing, so that it can be measured what the flow does. */
    holdout: z.number().min(0).max(0.9).exactOptional(),
    /** Where whom a draw puts begins; absent: all at the first step. */
    variants: z.array(variant).min(2).max(10).exactOptional(),
    schedule: scheduleSchema.exactOptional(),
    'include-present': z.boolean().exactOptional(),
    'quiet-hours': z.union([z.literal('none'), quietHoursSchema]).exactOptional(),
    tags: z.array(idSchema).min(1).max(10).exactOptional(),
    marketing: z.boolean().exactOptional(),
  })
  .superRefine((flow, ctx) => {
    for (const { path, message } of faultsOfFlow(flow))
      ctx.addIssue({ code: 'custom', path: [...path], message })
  })

export type Flow = z.infer<typeof flowSchema>
export type FlowStep = z.infer<typeof step>
export type ShowEnd = (typeof showEnds)[number]
