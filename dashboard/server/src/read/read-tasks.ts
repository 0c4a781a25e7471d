import { parseSubjectKey, type SubjectKey, subjectKey, type Transition } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { readNames } from './read-names.ts'
import { type TaskRecord, type TaskWords, tasksOf } from './tasks-of.ts'

interface Row {
  readonly subject: SubjectKey
  readonly into: SubjectKey
  readonly body: string
}

/** The newest changes that tasks are made of; older ones than these are no longer shown. */
const changesRead = 20_000

/** Names of all whom the tasks are about, and of the accounts of the people among them. */
const namesFor = async (
  store: EventStore,
  env: string,
  changes: readonly { readonly subject: SubjectKey; readonly transition: Transition }[],
): Promise<ReadonlyMap<SubjectKey, string>> => {
  const accounts = changes.flatMap(({ transition: t }) =>
    t.t === 'send' && t.to.account !== undefined ? [subjectKey(env, 'account', t.to.account)] : [],
  )
  return readNames(store, env, [...changes.map(({ subject }) => subject), ...accounts])
}

/** The tasks of an environment. What a visitor was before they became somebody is that somebody's. */
export const readTasks = async (
  store: EventStore,
  words: Pick<TaskWords, 'userName' | 'from'>,
  env: string,
): Promise<readonly TaskRecord[]> => {
  const rows = await store.query<Row>(
    `SELECT seen.subject AS subject, known.into AS into, body FROM changes AS seen
     LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known
       ON known.subject = seen.subject
     WHERE env = {env:String}
       AND (kind = 'task' OR (kind = 'send' AND JSONExtractString(body, 'channel') = 'task'))
     ORDER BY at_ms DESC, version DESC, idx DESC LIMIT {limit:UInt32}`,
    { env, limit: changesRead },
  )
  const changes = rows
    .map(({ subject, into, body }) => ({
      subject: into || subject,
      transition: JSON.parse(body) as Transition,
    }))
    .reverse()
  const names = await namesFor(store, env, changes)
  const idOf = (key: SubjectKey): string => parseSubjectKey(key)?.id ?? key
  return tasksOf(changes, {
    ...words,
    subject: (key) => ({ id: idOf(key), name: names.get(key) ?? idOf(key) }),
    account: (id) => names.get(subjectKey(env, 'account', id)) ?? id,
  })
}
