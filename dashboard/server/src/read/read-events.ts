import { parseSubjectKey, type SubjectKey, subjectKey } from '@waymark/schemas'
import type { EventList } from '@waymark/schemas/api/events'
import type { EventStore, QueryParams } from '@waymark/storage'
import { type EventRow, eventColumns, eventItem, newestFirst } from './event-rows.ts'

export interface EventsQuery {
  readonly env: string
  /** A subject key, a user id or an anonymous id. */
  readonly person?: string | undefined
  readonly account?: string | undefined
  readonly event?: string | undefined
  /** A part of the event's name, or of the path of a viewed page; in any case. */
  readonly part?: string | undefined
  /** Older than this instant. */
  readonly before?: number | undefined
  readonly limit: number
}

/** The subjects that a text may mean: a key itself, else a user's or a visitor's id. */
export const personKeys = (env: string, text: string): readonly SubjectKey[] =>
  parseSubjectKey(text)?.env === env
    ? [text]
    : [subjectKey(env, 'user', text), subjectKey(env, 'anonymous', text)]

/** Events of these people, with what they did before they were known. */
export const ofPeople = `person IN (
    SELECT arrayJoin({people:Array(String)})
    UNION ALL
    SELECT subject FROM merges WHERE env = {env:String} AND into IN {people:Array(String)})`

/** The filter of a query as conditions and their parameters; what people typed is only ever a parameter. */
const conditionsOf = (
  query: EventsQuery,
): { readonly where: string; readonly params: QueryParams } => {
  const { env, person, account, event, part, before } = query
  const where = ['env = {env:String}']
  if (before !== undefined) where.push('time_ms < {before:Int64}')
  if (person !== undefined) where.push(ofPeople)
  if (account !== undefined) where.push('account = {account:String}')
  if (event !== undefined) where.push('event = {event:String}')
  if (part !== undefined) {
    where.push(`(positionCaseInsensitiveUTF8(event, {part:String}) > 0
      OR (type = 'page' AND positionCaseInsensitiveUTF8(JSONExtractString(properties, 'path'), {part:String}) > 0))`)
  }
  return {
    where: where.join(' AND '),
    params: {
      env,
      ...(before === undefined ? {} : { before }),
      ...(person === undefined ? {} : { people: personKeys(env, person) }),
      ...(account === undefined ? {} : { account }),
      ...(event === undefined ? {} : { event }),
      ...(part === undefined ? {} : { part }),
    },
  }
}

/**
 * Stored events, newest first, each message id once. All of the last instant come along, so that paging by instant neither
 * repeats nor skips one.
 *
 * First the instant that a page reaches back to, from one narrow column; then the keys of what lies after it; and only those
 * rows are read whole and without repeats. Asking the view alone would read and merge every event there is.
 */
export const readEvents = async (
  store: EventStore,
  query: EventsQuery,
): Promise<Omit<EventList, 'asOf'>> => {
  const { where, params } = conditionsOf(query)
  const [back] = await store.query<{ time_ms: number }>(
    `SELECT time_ms FROM events WHERE ${where} ORDER BY time_ms DESC LIMIT 1 OFFSET {skip:UInt32}`,
    { ...params, skip: query.limit - 1 },
  )
  const since = back?.time_ms ?? -1
  const rows = await store.query<EventRow>(
    `SELECT ${eventColumns} FROM accepted
     WHERE ${where} AND time_ms >= {since:Int64} AND (person, message_id) IN (
       SELECT person, message_id FROM events WHERE ${where} AND time_ms >= {since:Int64})`,
    { ...params, since },
  )
  const events = rows.toSorted(newestFirst).map(eventItem)
  return back ? { events, before: back.time_ms } : { events }
}
