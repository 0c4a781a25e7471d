import { parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { Timeline, TimelineItem } from '@waymark/schemas/api/timeline'
import type { EventStore } from '@waymark/storage'
import { readEvents } from './read-events.ts'

export interface TimelineQuery {
  readonly env: string
  readonly subject: SubjectKey
  /** A part of an event's name: then only events that have it are told. */
  readonly event?: string | undefined
  readonly before?: number | undefined
  readonly limit: number
}

interface ChangeRow {
  readonly at_ms: number
  readonly body: string
}

/** Debts between subjects are plumbing; people do not read them. */
const hidden = ['owed', 'granted', 'not_granted', 'lapsed', 'noted']

const readChanges = async (
  store: EventStore,
  { env, subject, before, limit }: TimelineQuery,
): Promise<readonly TimelineItem[]> => {
  const rows = await store.query<ChangeRow>(
    `SELECT at_ms, body FROM changes
     WHERE env = {env:String} AND kind NOT IN {hidden:Array(String)}
       AND subject IN (
         SELECT {subject:String}
         UNION ALL
         SELECT subject FROM merges WHERE env = {env:String} AND into = {subject:String})
       ${before === undefined ? '' : 'AND at_ms < {before:Int64}'}
     ORDER BY at_ms DESC LIMIT {limit:UInt32} WITH TIES`,
    { env, subject, hidden, limit, ...(before === undefined ? {} : { before }) },
  )
  return rows.map((row) => ({
    kind: 'transition',
    at: row.at_ms,
    transition: JSON.parse(row.body) as Transition,
  }))
}

const readItems = async (
  store: EventStore,
  query: TimelineQuery,
): Promise<readonly TimelineItem[]> => {
  const parsed = parseSubjectKey(query.subject)
  const who = parsed?.kind === 'account' ? { account: parsed.id } : { person: query.subject }
  const { event, ...rest } = query
  const { events } = await readEvents(store, { ...rest, ...who, part: event })
  return events.map((event) => ({ kind: 'event', at: event.time, event }))
}

/** What a subject did and what was decided about it in one line, newest first. */
export const readTimeline = async (
  store: EventStore,
  query: TimelineQuery,
): Promise<Omit<Timeline, 'asOf'>> => {
  const [events, changes] = await Promise.all([
    readItems(store, query),
    query.event === undefined ? readChanges(store, query) : [],
  ])
  const all = [...changes, ...events].toSorted((a, b) => b.at - a.at)
  const last = all[query.limit - 1]
  if (!last) return { items: all }
  const items = all.filter((item) => item.at >= last.at)
  const more = items.length < all.length || all.length >= query.limit
  return { items, ...(more ? { before: last.at } : {}) }
}
