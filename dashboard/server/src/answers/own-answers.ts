import {
  type Definition,
  definitionKinds,
  lifecycleStates,
  suppressionReasons,
} from '@waymark/schemas'
import type { KeyItem, TokenItem, UserItem } from '@waymark/schemas/api/access'
import type { Alerts, DeliveryItem, EndpointItem } from '@waymark/schemas/api/alerts'
import type {
  ApplyChange,
  ApplyResult,
  DefinitionItem,
  DefinitionList,
  PastProgress,
  RuleMoves,
} from '@waymark/schemas/api/definitions'
import type { IdentitySetup } from '@waymark/schemas/api/identity'
import type { Me } from '@waymark/schemas/api/me'
import type { DeadLetterItem } from '@waymark/schemas/api/operation'
import type { Setup } from '@waymark/schemas/api/setup'
import type { SuppressionList } from '@waymark/schemas/api/suppressions'
import { z } from 'zod'
import { roleSchema } from '../routes/inputs.ts'
import { eventItemSchema } from './past-answers.ts'

/** What answers about the installation itself look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const optionalText = z.string().exactOptional()
const optionalInstant = instant.exactOptional()

export const me: z.ZodType<Me> = z.object({
  user: z.object({ id: z.string(), name: z.string(), role: roleSchema }),
  environments: z.array(z.object({ id: z.string(), name: z.string() })),
  project: z.object({ id: z.string(), name: z.string() }),
  demo: z.boolean(),
  hasMailServer: z.boolean().exactOptional(),
})

export const setup: z.ZodType<Setup> = z.object({
  env: z.string(),
  writeKey: z.string(),
  ingestUrl: z.string(),
  snippet: z.string(),
  stubHash: z.string(),
  csp: z.string(),
  firstEvent: eventItemSchema.exactOptional(),
  lastEventAt: optionalInstant,
  refusals: z.array(
    z.object({
      at: instant,
      code: z.string(),
      message: z.string(),
      origin: optionalText,
      path: z.string(),
    }),
  ),
  refusedOrigins: z.array(z.object({ origin: z.string(), count: z.int(), lastAt: instant })),
  demoUrl: optionalText,
  steps: z.object({
    install: z.boolean(),
    identify: z.boolean(),
    milestone: z.boolean(),
    guide: z.boolean(),
  }),
  published: z.object({ milestone: z.boolean(), guide: z.boolean() }),
})

const kind = z.enum(definitionKinds)

/** Its schema is the one of its kind; `apply` checks it. */
export const definition = z.looseObject({
  kind,
  id: z.string(),
}) as unknown as z.ZodType<Definition>

export const pastProgress: z.ZodType<PastProgress> = z.object({ read: z.int(), events: z.int() })

/** What an author may not have meant, with its place. */
export const warnings = z
  .array(z.object({ at: z.string(), message: z.string() }))
  .exactOptional()
  .describe('what its author may not have meant; nothing is refused for that')

const ruleMoves: z.ZodType<RuleMoves> = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('counted'),
    level: z.enum(['person', 'account']),
    enters: z.int(),
    leaves: z.int(),
    after: z.int(),
    note: z.string().exactOptional(),
  }),
  z.object({
    t: z.literal('states'),
    level: z.enum(['person', 'account']),
    states: z.array(
      z.object({
        state: z.enum(lifecycleStates),
        enters: z.int(),
        leaves: z.int(),
        after: z.int(),
      }),
    ),
    note: z.string().exactOptional(),
  }),
  z.object({
    t: z.literal('steps'),
    level: z.enum(['person', 'account']),
    key: optionalText,
    steps: z.array(z.object({ step: z.string(), to: z.string().nullable(), places: z.int() })),
    stay: z.int(),
  }),
  z.object({
    t: z.literal('untold'),
    why: z.string(),
    more: z.literal(true).exactOptional(),
  }),
])

const definitionItem: z.ZodType<DefinitionItem> = z.object({
  kind,
  id: z.string(),
  version: z.int(),
  at: instant,
  by: z.string(),
  definition,
  says: z.string(),
  past: pastProgress.exactOptional(),
  stale: z
    .array(z.object({ locale: z.string(), text: z.string(), of: z.string() }))
    .exactOptional(),
  warnings,
})

export const definitionList: z.ZodType<DefinitionList> = z.object({
  definitions: z.array(definitionItem),
  notTakenUp: z
    .object({ partitions: z.array(z.int()), since: instant, says: z.string() })
    .exactOptional(),
})

export const applyChange: z.ZodType<ApplyChange> = z.object({
  kind,
  id: z.string(),
  what: z.enum(['new', 'changed', 'same']),
  version: z.int(),
  says: z.string(),
  moves: ruleMoves.exactOptional(),
  movesSay: optionalText,
  past: pastProgress.exactOptional(),
  warnings,
})

export const applyResult: z.ZodType<ApplyResult> = z.object({
  ok: z.boolean(),
  changes: z.array(applyChange),
  problems: z.array(
    z.object({ at: z.string(), message: z.string(), document: z.int(), id: optionalText }),
  ),
  dryRun: z.boolean(),
})

export const exported = z.object({
  env: z.string(),
  documents: z.array(definition),
  versions: z.record(z.string(), z.int()),
})

const endpoint: z.ZodType<EndpointItem> = z.object({
  id: z.string(),
  name: optionalText,
  type: z.enum(['webhook', 'slack', 'email']),
  to: z.string(),
  usedBy: z.array(z.string()),
  delivered: z.int(),
  failed: z.int(),
  lastAt: optionalInstant,
  needsSecret: z.literal(true).exactOptional(),
  secret: optionalText,
})

export const delivery: z.ZodType<DeliveryItem> = z.object({
  id: z.string(),
  webhookId: z.string(),
  env: z.string(),
  endpoint: z.string(),
  subject: z.string(),
  pql: z.string(),
  engagement: optionalText,
  channel: z.enum(['email', 'webhook', 'slack', 'task']).exactOptional(),
  kind: z.enum(['alert', 'test', 'send']),
  status: z.enum(['waiting', 'delivered', 'retrying', 'dead', 'dropped']),
  attempts: z.int(),
  decided: instant,
  at: instant,
  next: optionalInstant,
  httpStatus: z.int().exactOptional(),
  ms: z.number().exactOptional(),
  error: optionalText,
  payload: z.unknown(),
})

export const suppressions: z.ZodType<SuppressionList> = z.object({
  suppressions: z.array(
    z.object({
      address: z.string(),
      why: z.enum([...suppressionReasons]),
      at: instant,
      by: z.string(),
      subject: optionalText,
      detail: optionalText,
    }),
  ),
})

export const alerts: z.ZodType<Alerts> = z.object({
  endpoints: z.array(endpoint),
  deliveries: z.array(delivery),
  asOf: instant,
})

export const secret = z.object({ secret: z.string() })

export const token: z.ZodType<TokenItem> = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  at: instant,
  by: z.string(),
  revoked: optionalInstant,
  token: optionalText,
})

export const tokens = z.object({ tokens: z.array(token) })

export const key: z.ZodType<KeyItem> = z.object({
  id: z.string(),
  env: z.string(),
  type: z.enum(['write', 'server']),
  key: optionalText,
  name: optionalText,
  at: instant,
  revoked: optionalInstant,
  origins: z.array(z.string()).exactOptional(),
})

export const keys = z.object({ keys: z.array(key) })

export const identity: z.ZodType<IdentitySetup> = z.object({
  env: z.string(),
  mode: z.enum(['watch', 'enforce']),
  secrets: z.array(z.object({ id: z.string(), at: instant, secret: optionalText })),
  publicKeys: z.array(z.string()),
  coverage: z.object({ signed: z.int(), unsigned: z.int() }),
})

const user: z.ZodType<UserItem> = z.object({
  id: z.string(),
  name: z.string(),
  email: optionalText,
  role: roleSchema,
  at: instant,
  removed: optionalInstant,
})

export const users = z.object({ users: z.array(user) })
export const link = z.object({ link: z.string() })
export const userWithLink = z.object({ user, link: z.string() })

export const audit = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      at: instant,
      by: z.string(),
      byName: z.string(),
      what: z.string(),
      on: z.string(),
      detail: optionalText,
    }),
  ),
})

const deadLetter: z.ZodType<DeadLetterItem> = z.object({
  offset: z.int(),
  at: instant,
  topic: z.string(),
  key: z.string(),
  reason: z.string(),
  bytes: z.int(),
})

export const deadLetters = z.object({ deadLetters: z.array(deadLetter) })
