import { type SubjectKey, subjectKey } from '@waymark/schemas'
import type { PeopleList } from '@waymark/schemas/api/people'
import type { EventStore } from '@waymark/storage'
import { readNames } from './read-names.ts'
import { readSubjectList } from './read-subject-list.ts'
import { personItem, type SubjectFilter, type SubjectListRow } from './subject-rows.ts'

export interface PeopleQuery extends SubjectFilter {
  /** Visitors too, not only those who are known. */
  readonly anonymous: boolean
  readonly limit: number
}

const accountOf = (env: string, row: SubjectListRow): SubjectKey =>
  subjectKey(env, 'account', row.account)

/** People, last seen first, with how many match and how many of them are known. */
export const readPeople = async (
  store: EventStore,
  query: PeopleQuery,
): Promise<Omit<PeopleList, 'asOf'>> => {
  const { env, anonymous } = query
  const list = { view: 'people', ...(anonymous ? {} : { only: "subject_kind = 'user'" }) } as const
  const { rows, ...page } = await readSubjectList(store, list, query)
  const accounts = rows.filter((row) => row.account).map((row) => accountOf(env, row))
  const names = await readNames(store, env, accounts)
  return { people: rows.map((row) => personItem(row, names.get(accountOf(env, row)))), ...page }
}
