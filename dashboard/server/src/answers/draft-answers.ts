import { definitionKinds, type JsonObject } from '@waymark/schemas'
import type {
  AuthoringLineHeard,
  AuthoringLineItem,
  AuthoringTicketItem,
  DraftItem,
  DraftList,
  PublishedDraft,
} from '@waymark/schemas/api/drafts'
import { z } from 'zod'
import { applyChange } from './own-answers.ts'

const instant = z.int().describe('ms since the epoch')

export const draft: z.ZodType<DraftItem> = z.object({
  kind: z.enum(definitionKinds),
  id: z.string(),
  version: z.int(),
  base: z.int(),
  document: z.looseObject({ kind: z.string(), id: z.string() }) as unknown as z.ZodType<JsonObject>,
  at: instant,
  by: z.string(),
  problems: z.array(z.object({ at: z.string(), message: z.string() })),
  warnings: z
    .array(z.object({ at: z.string(), message: z.string() }))
    .exactOptional()
    .describe(
      'what it names that is not in force yet, or no more; and what its author may not have meant',
    ),
})

export const drafts: z.ZodType<DraftList> = z.object({
  drafts: z.array(draft),
  usedBefore: z
    .array(z.string())
    .describe('ids of guides that were published once and are no more'),
})

export const published: z.ZodType<PublishedDraft> = z.object({ change: applyChange })

export const authoringTicket: z.ZodType<AuthoringTicketItem> = z.object({
  ticket: z.string(),
  expires: instant,
})

export const authoringLine: z.ZodType<AuthoringLineItem> = z.object({
  line: z.string(),
  code: z.string(),
  expires: instant,
})

export const authoringHeard: z.ZodType<AuthoringLineHeard> = z.object({
  joined: z.boolean(),
  said: z.array(z.looseObject({ say: z.string() })) as unknown as z.ZodType<
    AuthoringLineHeard['said']
  >,
  next: z.int(),
})
