import { z } from 'zod'
import { lifecycleStates } from '../rules/lifecycle.ts'
import { ruleSchema } from '../rules/rule.ts'
import type { Level } from '../rules/rule-kind.ts'
import { verifiedOnly } from '../rules/verified-only.ts'
import { sayIssues, sayingIssues } from '../say-issues.ts'
import { type Brand, brandSchema } from './brand.ts'
import { calendarSchema } from './calendar.ts'
import { type Email, emailSchema } from './email.ts'
import { type Engagement, engagementSchema } from './engagement.ts'
import { featureSchema } from './feature.ts'
import { type Flow, flowSchema } from './flow.ts'
import { checkGuide, guideFields } from './guide-fields.ts'
import { counting, named } from './named.ts'
import { type Policy, policySchema } from './policy.ts'
import { type Pql, pqlSchema } from './pql.ts'
import { type Cohorts, cohortsSchema, type ScoreDefinition, scoreSchema } from './score.ts'

const level: z.ZodType<Level> = z.enum(['person', 'account'])
const base = named

/** A step on the way to value. */
export const milestoneSchema = z.strictObject({
  kind: z.literal('milestone'),
  ...base,
  ...counting,
  level,
  order: z.int().min(0),
  value: z.string().max(500).exactOptional(),
  started: ruleSchema.exactOptional(),
  reached: ruleSchema,
  /** Only what servers said counts. */
  verified: verifiedOnly,
})

/** People or accounts that satisfy a rule now. */
export const segmentSchema = z.strictObject({
  kind: z.literal('segment'),
  ...base,
  ...counting,
  level,
  rule: ruleSchema,
  /** Only what servers said counts. */
  verified: verifiedOnly,
})

/** How a level moves through the seven states; what is absent keeps its default. */
export const lifecycleSchema = z.strictObject({
  kind: z.literal('lifecycle'),
  ...base,
  ...counting,
  level,
  states: z.partialRecord(
    z.enum(lifecycleStates),
    z.strictObject({
      when: ruleSchema,
      from: z.array(z.enum(lifecycleStates)).min(1).exactOptional(),
    }),
  ),
})

/** What is shown in the app. */
export const guideSchema = z
  .strictObject({ kind: z.literal('guide'), ...base, ...guideFields })
  .superRefine(checkGuide)

/** Where alerts go. Secrets are not part of it: they are made by the server and sealed. */
export const endpointSchema = z.discriminatedUnion('type', [
  z.strictObject({
    kind: z.literal('endpoint'),
    ...base,
    type: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
  }),
  z.strictObject({
    kind: z.literal('endpoint'),
    ...base,
    type: z.literal('slack'),
    url: z.url({ protocol: /^https?$/ }),
  }),
  z.strictObject({
    kind: z.literal('endpoint'),
    ...base,
    type: z.literal('email'),
    to: z.array(z.email()).min(1).max(20),
  }),
])

/** Every kind of definition. A new kind is a schema and a line here. */
export const definitionSchemas = {
  milestone: milestoneSchema,
  segment: segmentSchema,
  score: scoreSchema,
  cohorts: cohortsSchema,
  pql: pqlSchema,
  lifecycle: lifecycleSchema,
  engagement: engagementSchema,
  flow: flowSchema,
  guide: guideSchema,
  email: emailSchema,
  feature: featureSchema,
  brand: brandSchema,
  calendar: calendarSchema,
  endpoint: endpointSchema,
  policy: policySchema,
} as const

export type DefinitionKind = keyof typeof definitionSchemas

export const definitionKinds = Object.keys(definitionSchemas) as DefinitionKind[]

export type Milestone = z.infer<typeof milestoneSchema>
export type Segment = z.infer<typeof segmentSchema>
export type Lifecycle = z.infer<typeof lifecycleSchema>
export type Guide = z.infer<typeof guideSchema>
export type Feature = z.infer<typeof featureSchema>
export type CalendarDefinition = z.infer<typeof calendarSchema>
export type Endpoint = z.infer<typeof endpointSchema>
export type Definition =
  | Milestone
  | Segment
  | ScoreDefinition
  | Cohorts
  | Pql
  | Lifecycle
  | Engagement
  | Flow
  | Guide
  | Email
  | Feature
  | Brand
  | CalendarDefinition
  | Endpoint
  | Policy

/** A fault of a document: where, and what would be right. */
export interface Problem {
  readonly at: string
  readonly message: string
}

export type Parsed =
  | { readonly ok: true; readonly definition: Definition }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  )

/** Checks one document by its `kind`. */
export const parseDefinition = (document: unknown): Parsed => {
  const kind = (document as { kind?: unknown } | null)?.kind
  const isKind = typeof kind === 'string' && Object.hasOwn(definitionSchemas, kind)
  const schema = isKind ? definitionSchemas[kind as DefinitionKind] : undefined
  if (!schema) {
    return {
      ok: false,
      problems: [{ at: 'kind', message: `one of ${definitionKinds.join(', ')}` }],
    }
  }
  const parsed = schema.safeParse(document, sayingIssues)
  if (parsed.success) return { ok: true, definition: parsed.data as Definition }
  const problems = sayIssues(parsed.error.issues).map(({ path, message }) => ({
    at: dotted(path) || 'document',
    message,
  }))
  return { ok: false, problems }
}
