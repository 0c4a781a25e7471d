import { definitionKinds } from '@waymark/schemas'
import type {
  ContentChange,
  DeletedList,
  RolledBack,
  VersionDetail,
  VersionList,
} from '@waymark/schemas/api/definitions'
import { z } from 'zod'
import { definition, pastProgress, warnings } from './own-answers.ts'

const instant = z.int().describe('ms since the epoch')
const kind = z.enum(definitionKinds)

const change: z.ZodType<ContentChange> = z.object({
  at: z.string().describe('`steps[0].content[1].text`'),
  before: z.json().exactOptional(),
  after: z.json().exactOptional(),
})

const version = {
  version: z.int(),
  at: instant,
  by: z.string(),
  what: z.enum(['new', 'changed', 'deleted']),
  again: z.int().exactOptional().describe('the earlier version that it was rolled back to'),
  changes: z.array(change).exactOptional().describe('against the version before it'),
}

export const versions: z.ZodType<VersionList> = z.object({
  kind,
  id: z.string(),
  current: z.int(),
  versions: z.array(z.object(version)),
})

export const versionDetail: z.ZodType<VersionDetail> = z.object({
  ...version,
  current: z.int(),
  definition: definition.nullable(),
  back: z.array(change).describe('what rolling back to it would change in what is in force'),
  warnings,
})

export const rolledBack: z.ZodType<RolledBack> = z.object({
  what: z.enum(['new', 'changed', 'same', 'deleted']),
  version: z.int(),
  says: z.string(),
  past: pastProgress.exactOptional(),
  warnings,
})

export const deleted: z.ZodType<DeletedList> = z.object({
  deleted: z.array(
    z.object({
      kind,
      id: z.string(),
      version: z.int(),
      at: instant,
      by: z.string(),
      name: z.string().exactOptional(),
    }),
  ),
})
