import type { Champion, Reason } from '@waymark/schemas'
import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import { z } from 'zod'
import { almostLead, leadPrecision } from './score-answers.ts'
import { workCounts, workHistory } from './work-answers.ts'

/** What answers about leads look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const optionalText = z.string().exactOptional()

const evidence = z.object({
  event: optionalText,
  message: optionalText,
  person: optionalText,
  at: instant,
})

const reason: z.ZodType<Reason> = z.object({
  part: z.enum(['milestone', 'fit', 'behaviour', 'intent', 'leave']),
  id: z.string(),
  says: z.string(),
  is: z.boolean(),
  weight: z.number().exactOptional(),
  by: evidence.exactOptional(),
})

/** Somebody of an account, as they were seen last. */
export const memberShape = {
  person: z.string(),
  name: optionalText,
  email: optionalText,
  role: optionalText,
  seen: instant,
  events: z.int(),
}

const champion: z.ZodType<Champion> = z.object(memberShape)

export const lead: z.ZodType<Lead> = z.object({
  subject: z.string(),
  id: z.string(),
  name: z.string(),
  pql: z.string(),
  pqlName: z.string(),
  is: z.boolean(),
  since: instant,
  turn: z.int(),
  reasons: z.array(reason),
  champion: champion.exactOptional(),
  say: optionalText,
  owner: optionalText,
  routedTo: optionalText,
  claimedAt: instant.exactOptional(),
  snoozedUntil: instant.exactOptional(),
  outcome: z.enum(['won', 'lost', 'not_now', 'bad_lead']).exactOptional(),
  outcomeNote: optionalText,
  outcomeAt: instant.exactOptional(),
  history: workHistory,
})

export const leadList: z.ZodType<LeadList> = z.object({
  leads: z.array(lead),
  counts: workCounts,
  precision: z.array(leadPrecision),
  almost: z.array(almostLead),
  asOf: instant,
})
