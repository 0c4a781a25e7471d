import { taskOutcomes } from '@waymark/schemas'
import type { FlowArm, FlowList, TaskList } from '@waymark/schemas/api/tasks'
import { z } from 'zod'
import { workCounts, workHistory } from './work-answers.ts'

/** What answers about tasks and flows look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const optionalText = z.string().exactOptional()
const optionalInstant = instant.exactOptional()

export const taskList: z.ZodType<TaskList> = z.object({
  tasks: z.array(
    z.object({
      task: z.string(),
      subject: z.string(),
      id: z.string(),
      name: z.string(),
      account: z.object({ id: z.string(), name: z.string() }).exactOptional(),
      title: z.string(),
      say: optionalText,
      from: z.object({
        kind: z.enum(['flow', 'engagement']),
        id: z.string(),
        name: z.string(),
        why: z.string(),
      }),
      at: instant,
      due: optionalInstant,
      routedTo: optionalText,
      owner: optionalText,
      snoozedUntil: optionalInstant,
      outcome: z.enum(taskOutcomes).exactOptional(),
      outcomeNote: optionalText,
      doneAt: optionalInstant,
      history: workHistory,
    }),
  ),
  counts: workCounts,
  asOf: instant,
})

const arm: z.ZodType<FlowArm> = z.object({
  entered: z.int(),
  within: z.int(),
  won: z.int(),
  left: z.int(),
  ended: z.int(),
})

export const flowList: z.ZodType<FlowList> = z.object({
  flows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      level: z.enum(['person', 'account']),
      hasGoal: z.boolean(),
      treated: arm,
      heldOut: arm.exactOptional(),
      tasks: z.object({ made: z.int(), done: z.int(), solved: z.int() }),
    }),
  ),
  asOf: instant,
})
