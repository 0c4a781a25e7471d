import type { EventStore } from '@waymark/storage'
import { writeCursor } from './page-cursor.ts'
import {
  afterCursor,
  conditionsOf,
  listColumns,
  type SubjectFilter,
  type SubjectListRow,
} from './subject-rows.ts'

/** What tells one list of subjects from another. */
interface SubjectList {
  readonly view: 'people' | 'accounts'
  /** Which of those that match are shown; all, unless given. */
  readonly only?: string
}

interface SubjectPage {
  readonly rows: readonly SubjectListRow[]
  /** How many match, shown or not. */
  readonly matching: number
  /** How many of them are known by an id of the host's. */
  readonly identified: number
  readonly cursor?: string
}

/** A page of subjects, last seen first, with how many match. */
export const readSubjectList = async (
  store: EventStore,
  { view, only }: SubjectList,
  query: SubjectFilter & { readonly limit: number },
): Promise<SubjectPage> => {
  const { where, params } = conditionsOf(query)
  const { cursor, limit } = query
  const page = [...where, ...(only ? [only] : []), ...(cursor ? [afterCursor] : [])]
  const [[counts], rows] = await Promise.all([
    store.query<{ matching: number; identified: number }>(
      `SELECT count() AS matching, countIf(subject_kind = 'user') AS identified FROM ${view}
       WHERE ${where.join(' AND ')}`,
      params,
    ),
    store.query<SubjectListRow>(
      `SELECT ${listColumns} FROM ${view} WHERE ${page.join(' AND ')}
       ORDER BY last_seen_ms DESC, subject LIMIT {limit:UInt32}`,
      {
        ...params,
        limit: limit + 1,
        ...(cursor ? { last_seen: cursor.lastSeen, last_subject: cursor.subject } : {}),
      },
    ),
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    matching: counts?.matching ?? 0,
    identified: counts?.identified ?? 0,
    ...(last && rows.length > limit
      ? { cursor: writeCursor({ lastSeen: last.last_seen_ms, subject: last.subject }) }
      : {}),
  }
}
