import { z } from 'zod'
import { limits } from '../limits.ts'
import { checkId } from './check-id.ts'

const given = z.string().refine((id) => checkId(id, 'id') === undefined, 'an id, not a placeholder')
const absent = z.union([z.literal(''), z.null(), z.undefined()])
const optionalId = z.union([absent, given]).optional()
const name = z.string().max(limits.nameLength).nullish()
const object = z.record(z.string(), z.unknown()).nullish()
const instant = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'an ISO 8601 instant')
  .nullish()

const common = {
  messageId: z.union([absent, z.string().max(limits.idLength)]).optional(),
  userId: optionalId,
  anonymousId: optionalId,
  name,
  category: name,
  properties: object,
  traits: object,
  context: z.looseObject({ groupId: optionalId }).nullish(),
  timestamp: instant,
  originalTimestamp: instant,
  sentAt: instant,
}

const said = z
  .string()
  .max(limits.nameLength)
  .refine((text) => text.trim() !== '', 'what was done')

/**
 * What is accepted as an event: the contract, readable. Ingest's hot path runs a hand-written check, which a property test holds
 * to this one.
 * Sizes and depth are checked on the bytes before.
 */
export const eventSchema = z
  .discriminatedUnion('type', [
    z.looseObject({ type: z.literal('track'), ...common, event: said }),
    z.looseObject({ type: z.literal('page'), ...common }),
    z.looseObject({ type: z.literal('screen'), ...common }),
    z.looseObject({ type: z.literal('identify'), ...common }),
    z.looseObject({ type: z.literal('group'), ...common, groupId: given }),
    z.looseObject({ type: z.literal('alias'), ...common, userId: given, previousId: given }),
  ])
  .refine(
    (event) => Boolean(event.userId) || Boolean(event.anonymousId),
    'one of userId and anonymousId',
  )
