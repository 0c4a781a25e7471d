import { type EventList, parseSubjectKey, type SubjectKey, subjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { type EventRow, eventColumns, eventItem, newestFirst } from './event-rows.ts'

export interface EventsQuery {
  readonly env: string
  /** A subject key, a user id or an anonymous id. */
  readonly person?: string | undefined
  readonly account?: string | undefined
  readonly event?: string | undefined
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

/**
 * Stored events, newest first, each message id once. All of the last instant come along, so that paging by instant neither
 * repeats nor skips one.
 */
export const readEvents = async (
  store: EventStore,
  query: EventsQuery,
): Promise<Omit<EventList, 'asOf'>> => {
  const { env, person, account, event, before, limit } = query
  const where = ['env = {env:String}']
  if (before !== undefined) where.push('time_ms < {before:Int64}')
  if (person !== undefined) where.push(ofPeople)
  if (account !== undefined) where.push('account = {account:String}')
  if (event !== undefined) where.push('event = {event:String}')
  const rows = await store.query<EventRow>(
    `SELECT ${eventColumns} FROM accepted WHERE ${where.join(' AND ')}
     ORDER BY time_ms DESC LIMIT {limit:UInt32} WITH TIES`,
    {
      env,
      limit,
      ...(before === undefined ? {} : { before }),
      ...(person === undefined ? {} : { people: personKeys(env, person) }),
      ...(account === undefined ? {} : { account }),
      ...(event === undefined ? {} : { event }),
    },
  )
  const sorted = rows.toSorted(newestFirst)
  const last = sorted.at(-1)
  return {
    events: sorted.map(eventItem),
    ...(last && rows.length >= limit ? { before: last.time_ms } : {}),
  }
}
