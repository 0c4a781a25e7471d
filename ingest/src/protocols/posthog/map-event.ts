import { checkId, isAbsent } from '@waymark/schemas/wire/check-id'
import { asFields, type Fields } from '../../events/received-events.ts'
import type { Fault } from '../../http/fault.ts'
import { accountOf, isAccount } from './account.ts'
import { instantOf } from './instant.ts'
import { contextOf, pageOf } from './page.ts'

/** An event of PostHog's with what has been found in it. */
interface Seen {
  readonly event: Fields
  readonly properties: Fields
  /** `userId` or `anonymousId`. */
  readonly who: Fields
  readonly id: string
  /** What every event that comes of it has. */
  readonly base: Fields
}

const cookieless: Fault = {
  code: 'missing_id',
  message: 'Cookieless events name nobody; Waymark cannot tell their visitors apart.',
  at: 'distinct_id',
}

const noRecordings: Fault = {
  code: 'invalid_event',
  message: 'Session recordings are not taken; turn them off in the client.',
  at: 'event',
}

const noId: Fault = { code: 'missing_id', message: 'distinct_id is missing.', at: 'distinct_id' }

const recordings: ReadonlySet<unknown> = new Set(['$snapshot', '$snapshot_items'])

/** Ids may be numbers. */
const idText = (id: unknown): unknown => (typeof id === 'number' ? String(id) : id)

/** The key must not be stored. */
const withoutKey = ({ token: _, api_key: __, ...rest }: Fields): Fields => rest

/**
 * Browsers say whether the visitor has signed in. A server's `distinct_id` is a user, but where it asks for no profile. `$device_id`
 * is the visitor's own id until the first sign-in; it is never anybody's afterwards, since people share devices.
 */
const isAnonymous = (id: string, properties: Fields): boolean => {
  if (typeof properties.$is_identified === 'boolean') return !properties.$is_identified
  return properties.$process_person_profile === false || properties.$device_id === id
}

/** What `$set` says, of the event or among its properties. */
const traitsOf = ({ event, properties }: Seen): Fields => ({
  ...asFields(properties.$set),
  ...asFields(event.$set),
})

const track = ({ base, event, properties }: Seen): Fields => ({
  ...base,
  type: 'track',
  event: event.event,
  properties,
})

const identify = (seen: Seen): Fields => {
  const anonymousId = idText(seen.properties.$anon_distinct_id)
  const isKnown = isAbsent(anonymousId) || anonymousId === seen.id
  return {
    ...seen.base,
    type: 'identify',
    // Whoever is identified has an id, whatever else the event says.
    ...(seen.event.event === '$identify' && { userId: seen.id, anonymousId: undefined }),
    ...(!isKnown && { anonymousId }),
    traits: traitsOf(seen),
  }
}

/** A group of a type that is not the account's stays an event. */
const group = (seen: Seen): Fields => {
  const { base, properties } = seen
  const { $group_type: type, $group_key: key } = properties
  if (!isAccount(type, properties)) return track(seen)
  // Servers send it of nobody: then `distinct_id` is made up of the group's type and key.
  const isNobodys = seen.id === `$${type}_${key}`
  return {
    ...base,
    ...(isNobodys && { userId: undefined, anonymousId: seen.id }),
    type: 'group',
    groupId: idText(key),
    traits: asFields(properties.$group_set) ?? {},
  }
}

/** Their `alias` names the id that was there before first, and sends it as `distinct_id`. The others do it the other way round. */
const newIdIsAlias: ReadonlySet<unknown> = new Set(['posthog-python', 'posthog-dotnet'])

/** While somebody is anonymous, `alias` is the id to be known by; afterwards it is one that they were known by. */
const alias = ({ base, properties, who, id }: Seen): Fields => {
  const other = idText(properties.alias)
  const ids =
    'userId' in who && !newIdIsAlias.has(properties.$lib)
      ? { userId: id, previousId: other }
      : { userId: other, previousId: id }
  return { ...base, anonymousId: undefined, ...ids, type: 'alias' }
}

const page = ({ base, properties }: Seen): Fields => ({
  ...base,
  type: 'page',
  properties: { ...properties, ...pageOf(properties) },
})

const screen = ({ base, properties }: Seen): Fields => ({
  ...base,
  type: 'screen',
  name: properties.$screen_name,
  properties,
})

/** The events that mean more to PostHog than that they happened. A new one is a line. */
const kinds: { readonly [event: string]: (seen: Seen) => Fields } = {
  $identify: identify,
  $set: identify,
  $groupidentify: group,
  $create_alias: alias,
  $pageview: page,
  $screen: screen,
}

const kindOf = (name: unknown): ((seen: Seen) => Fields) | undefined =>
  typeof name === 'string' && Object.hasOwn(kinds, name) ? kinds[name] : undefined

/** `offset` is how long ago it was when it was sent, in clients that write no `timestamp`. */
const timeOf = ({ timestamp, offset }: Fields, sent: number): unknown =>
  typeof offset === 'number' && isAbsent(timestamp)
    ? instantOf(sent - offset)
    : (instantOf(timestamp) ?? timestamp)

const see = (event: Fields, sent: number): Seen | Fault => {
  const properties = withoutKey(asFields(event.properties) ?? {})
  const id = idText(isAbsent(event.distinct_id) ? properties.distinct_id : event.distinct_id)
  if (isAbsent(id)) return noId
  if (properties.$cookieless_mode === true || id === '$posthog_cookieless') return cookieless
  const fault = checkId(id, 'distinct_id')
  if (fault) return fault
  const text = id as string
  const who = isAnonymous(text, properties) ? { anonymousId: text } : { userId: text }
  const base = {
    messageId: event.uuid ?? properties.$insert_id,
    ...who,
    timestamp: timeOf(event, sent),
    context: contextOf(properties, accountOf(properties)),
  }
  return { event, properties, who, id: text, base }
}

/** A second event for the traits that came along; its id follows from the first one's, so that it too counts once. */
const alongside = (seen: Seen): Fields => {
  const { messageId } = seen.base
  return {
    ...identify(seen),
    messageId: typeof messageId === 'string' ? `${messageId}:set` : undefined,
  }
}

/**
 * A PostHog event in Waymark's words: one event, and a second one where it sets traits beside what it says.
 * @param sent when the client sent it, by its own clock
 */
export const mapEvent = (event: Fields, sent: number): readonly Fields[] | Fault => {
  if (recordings.has(event.event)) return noRecordings
  const seen = see(event, sent)
  if ('code' in seen) return seen
  const kind = kindOf(event.event)
  const mapped = (kind ?? track)(seen)
  const setsMore = kind !== identify && Object.keys(traitsOf(seen)).length > 0
  return setsMore ? [mapped, alongside(seen)] : [mapped]
}
