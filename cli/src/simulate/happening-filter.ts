import type { Happening } from '@waymark/processor'
import { type SubjectKey, subjectKey } from '@waymark/schemas'
import { accountId, personKeys } from '../events/event-filter.ts'

interface Wanted {
  readonly env: string
  readonly person?: readonly string[] | undefined
  readonly account?: readonly string[] | undefined
}

/** Whether to tell of a happening: all, or those of some people and accounts. */
export const happeningFilter = ({ env, person, account }: Wanted) => {
  if (!person && !account) return () => true
  const subjects = new Set<SubjectKey>([
    ...(person ?? []).flatMap((id) => personKeys(env, id)),
    ...(account ?? []).map((id) => subjectKey(env, 'account', accountId(env, id))),
  ])
  return ({ subject }: Happening): boolean => subjects.has(subject)
}
