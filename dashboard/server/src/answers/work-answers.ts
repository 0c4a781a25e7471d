import type { WorkCounts, WorkHistory, WorkNoted } from '@waymark/schemas/api/work'
import { z } from 'zod'

/** How many leads or tasks there are in each list. */
export const workCounts: z.ZodType<WorkCounts> = z.object({
  open: z.int(),
  mine: z.int(),
  snoozed: z.int(),
  done: z.int(),
})

/** What was done about one, oldest first. */
export const workHistory: z.ZodType<WorkHistory> = z.array(
  z.object({ at: z.int().describe('ms since the epoch'), says: z.string() }),
)

/** That a deed was written down. */
export const workNoted: z.ZodType<WorkNoted> = z.object({ says: z.string() })
