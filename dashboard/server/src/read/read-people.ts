import type { PeopleList } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { writeCursor } from './page-cursor.ts'
import {
  afterCursor,
  conditionsOf,
  listColumns,
  personItem,
  type SubjectFilter,
  type SubjectListRow,
} from './subject-rows.ts'

export interface PeopleQuery extends SubjectFilter {
  /** Visitors too, not only those who are known. */
  readonly anonymous: boolean
  readonly limit: number
}

/** People, last seen first, with how many match and how many of them are known. */
export const readPeople = async (
  store: EventStore,
  query: PeopleQuery,
): Promise<Omit<PeopleList, 'asOf'>> => {
  const { where, params } = conditionsOf(query)
  const shown = query.anonymous ? where : [...where, "subject_kind = 'user'"]
  const { cursor, limit } = query
  const page = cursor ? [...shown, afterCursor] : shown
  const counts = store.query<{ matching: number; identified: number }>(
    `SELECT count() AS matching, countIf(subject_kind = 'user') AS identified FROM people WHERE ${where.join(' AND ')}`,
    params,
  )
  const rows = await store.query<SubjectListRow>(
    `SELECT ${listColumns} FROM people WHERE ${page.join(' AND ')}
     ORDER BY last_seen_ms DESC, subject LIMIT {limit:UInt32}`,
    {
      ...params,
      limit: limit + 1,
      ...(cursor ? { last_seen: cursor.lastSeen, last_subject: cursor.subject } : {}),
    },
  )
  const [count] = await counts
  const people = rows.slice(0, limit)
  const last = people.at(-1)
  return {
    people: people.map(personItem),
    matching: count?.matching ?? 0,
    identified: count?.identified ?? 0,
    ...(last && rows.length > limit
      ? { cursor: writeCursor({ lastSeen: last.last_seen_ms, subject: last.subject }) }
      : {}),
  }
}
