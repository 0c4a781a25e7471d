import { asFields, type Fields } from '../../events/received-events.ts'

/** PostHog has groups of many types, Waymark one: the account. It is the first of these that an event names. */
const accountTypes = [
  'company',
  'organization',
  'account',
  'customer',
  'tenant',
  'workspace',
  'team',
]

const rankOf = (type: unknown): number => {
  const rank = typeof type === 'string' ? accountTypes.indexOf(type.toLowerCase()) : -1
  return rank === -1 ? accountTypes.length : rank
}

const groupsOf = (properties: Fields): readonly [type: string, key: unknown][] =>
  Object.entries(asFields(properties.$groups) ?? {})
    .filter(([type]) => rankOf(type) < accountTypes.length)
    .sort(([a], [b]) => rankOf(a) - rankOf(b))

/** The id of the account that an event names in `$groups`. */
export const accountOf = (properties: Fields): string | undefined => {
  const key = groupsOf(properties)[0]?.[1]
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined
}

/** Whether a group type is the account's, beside the other groups that the event names. */
export const isAccount = (type: unknown, properties: Fields): boolean => {
  const rank = rankOf(type)
  const first = groupsOf(properties)[0]
  return rank < accountTypes.length && (first === undefined || rank <= rankOf(first[0]))
}
