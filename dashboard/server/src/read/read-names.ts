import type { SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { seenName } from './seen-name.ts'

interface Row {
  readonly subject: SubjectKey
  readonly name: string
  readonly email: string
  readonly merged_into: string
}

const rowsOf = async (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<readonly Row[]> =>
  subjects.length === 0
    ? []
    : store.query<Row>(
        `SELECT subject, name, email, merged_into FROM subjects FINAL
         WHERE env = {env:String} AND subject_kind IN ('user', 'anonymous', 'account')
           AND subject IN {subjects:Array(String)} AND NOT deleted`,
        { env, subjects },
      )

/**
 * What subjects are called: the name, else the e-mail. A visitor is called like whom they became. Who has neither is left out.
 */
export const readNames = async (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<ReadonlyMap<SubjectKey, string>> => {
  const rows = await rowsOf(store, env, [...new Set(subjects)])
  const became = rows.flatMap((row) => row.merged_into || [])
  const known = new Map([...(await rowsOf(store, env, became)), ...rows].map((r) => [r.subject, r]))
  return new Map(
    rows.flatMap((row) => {
      const { name, email } = known.get(row.merged_into) ?? row
      const seen = seenName(name) ?? seenName(email)
      return seen === undefined ? [] : [[row.subject, seen] as const]
    }),
  )
}
