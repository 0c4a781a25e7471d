import {
  type FactRow,
  type JsonObject,
  parseSubjectKey,
  type SubjectKey,
  subjectKey,
} from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'

/** Which events are asked for. */
export interface EventFilter {
  readonly env: string
  /** A user id, an anonymous id, or a subject key. */
  readonly person?: string | undefined
  readonly account?: string | undefined
  readonly event?: string | undefined
}

/** `person:ann` and `account:acme` say what an id is; the rest is the id. */
const withoutPrefix = (text: string, prefix: string): string =>
  text.startsWith(prefix) ? text.slice(prefix.length) : text

/** The subjects that a text may mean: a key of this environment itself, else a user's or a visitor's id. */
export const personKeys = (env: string, text: string): readonly SubjectKey[] => {
  const id = withoutPrefix(text, 'person:')
  return parseSubjectKey(id)?.env === env
    ? [id]
    : [subjectKey(env, 'user', id), subjectKey(env, 'anonymous', id)]
}

/** What `state SUBJECT` may mean: `ann`, `person:ann`, `account:acme`, or a key. */
export const subjectsOf = (env: string, text: string): readonly SubjectKey[] =>
  text.startsWith('account:')
    ? [subjectKey(env, 'account', withoutPrefix(text, 'account:'))]
    : personKeys(env, text)

/** An account's id, of `acme`, `account:acme` or its key. */
export const accountId = (env: string, text: string): string => {
  const key = parseSubjectKey(text)
  return key?.env === env && key.kind === 'account' ? key.id : withoutPrefix(text, 'account:')
}

const given = (row: FactRow) => ({
  ...(row.user_id ? { userId: row.user_id } : {}),
  ...(row.anonymous_id ? { anonymousId: row.anonymous_id } : {}),
  ...(row.account ? { account: row.account } : {}),
})

/** A stored event as the API shows it. */
export const eventItem = (row: FactRow): EventItem => ({
  messageId: row.message_id,
  type: row.type,
  event: row.event,
  person: row.person,
  ...given(row),
  time: row.time_ms,
  received: row.received_ms,
  source: row.source,
  properties: row.properties as JsonObject,
  context: row.context as JsonObject,
})
