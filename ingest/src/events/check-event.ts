import { limits } from '@waymark/schemas'
import { checkId, isAbsent } from '@waymark/schemas/wire/check-id'
import type { EventType } from '@waymark/schemas/wire/event'
import type { Fault } from '../http/fault.ts'

type Fields = { readonly [key: string]: unknown }

const types: ReadonlySet<unknown> = new Set<EventType>([
  'track',
  'page',
  'screen',
  'identify',
  'group',
  'alias',
])

const isEventType = (type: unknown): type is EventType => types.has(type)

const wrong = (at: string, message: string, limit?: number): Fault => ({
  code: 'invalid_event',
  message,
  at,
  ...(limit !== undefined && { limit }),
})

const checkType = (type: unknown): Fault | undefined =>
  isEventType(type) ? undefined : wrong('type', `type must be one of ${[...types].join(', ')}.`)

/** An optional id: absent is fine, a wrong one is not. */
const checkOptionalId = (id: unknown, at: string): Fault | undefined =>
  isAbsent(id) ? undefined : checkId(id, at)

const checkNeededId = (id: unknown, at: string): Fault | undefined =>
  isAbsent(id) ? { code: 'missing_id', message: `${at} is missing.`, at } : checkId(id, at)

const checkName = (name: unknown, at: string): Fault | undefined => {
  if (name === undefined || name === null) return undefined
  if (typeof name !== 'string') return wrong(at, `${at} must be a text.`)
  if (name.length > limits.nameLength) {
    return wrong(at, `${at} is longer than ${limits.nameLength} characters.`, limits.nameLength)
  }
  return undefined
}

const checkObject = (value: unknown, at: string): Fault | undefined =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))
    ? undefined
    : wrong(at, `${at} must be an object.`)

const checkInstant = (value: unknown, at: string): Fault | undefined =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && !Number.isNaN(Date.parse(value)))
    ? undefined
    : wrong(at, `${at} must be an ISO 8601 instant such as 2026-03-01T09:30:00.000Z.`)

const checkMessageId = (id: unknown): Fault | undefined => {
  if (isAbsent(id)) return undefined
  if (typeof id !== 'string') return wrong('messageId', 'messageId must be a text.')
  return id.length > limits.idLength
    ? wrong('messageId', `messageId is longer than ${limits.idLength} characters.`, limits.idLength)
    : undefined
}

const checkContext = (context: unknown): Fault | undefined => {
  const fault = checkObject(context, 'context')
  if (fault || context === undefined || context === null) return fault
  return checkOptionalId((context as Fields).groupId, 'context.groupId')
}

const checkWho = (event: Fields): Fault | undefined => {
  const fault =
    checkOptionalId(event.userId, 'userId') ?? checkOptionalId(event.anonymousId, 'anonymousId')
  if (fault) return fault
  return isAbsent(event.userId) && isAbsent(event.anonymousId)
    ? { code: 'missing_id', message: 'One of userId and anonymousId is needed.', at: 'userId' }
    : undefined
}

const checkTrackName = (event: Fields): Fault | undefined =>
  typeof event.event === 'string' && event.event.trim() !== ''
    ? checkName(event.event, 'event')
    : wrong('event', 'event must say what was done.')

/** What each type needs beyond what all have. */
const checkByType: { readonly [Type in EventType]: (event: Fields) => Fault | undefined } = {
  track: checkTrackName,
  page: () => undefined,
  screen: () => undefined,
  identify: () => undefined,
  group: (event) => checkNeededId(event.groupId, 'groupId'),
  alias: (event) =>
    checkNeededId(event.userId, 'userId') ?? checkNeededId(event.previousId, 'previousId'),
}

/**
 * The first thing that is wrong with an event, or `undefined`. Written by hand because it runs for every event;
 * `eventSchema` says the same in zod, and a property test holds the two together.
 * @param routeType type of an event that carries none
 */
export const checkEvent = (event: unknown, routeType?: EventType): Fault | undefined => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return { code: 'invalid_event', message: 'An event must be an object.' }
  }
  const fields = event as Fields
  const type = fields.type ?? routeType
  return (
    checkType(type) ??
    checkWho(fields) ??
    checkByType[type as EventType](fields) ??
    checkMessageId(fields.messageId) ??
    checkName(fields.name, 'name') ??
    checkName(fields.category, 'category') ??
    checkObject(fields.properties, 'properties') ??
    checkObject(fields.traits, 'traits') ??
    checkContext(fields.context) ??
    checkInstant(fields.timestamp, 'timestamp') ??
    checkInstant(fields.originalTimestamp, 'originalTimestamp') ??
    checkInstant(fields.sentAt, 'sentAt')
  )
}
