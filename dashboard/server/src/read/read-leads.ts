import { parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { type LeadRecord, type LeadWords, leadsOf } from './leads-of.ts'
import { readNames } from './read-names.ts'

interface Row {
  readonly subject: string
  readonly version: number
  readonly idx: number
  readonly at_ms: number
  readonly body: string
}

/** The newest changes that leads are made of; older ones than these are no longer shown. */
const changesRead = 20_000

/** Who became whom. Chains do not occur: what a visitor was merged into is somebody. */
const readMerges = async (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<ReadonlyMap<SubjectKey, SubjectKey>> => {
  if (subjects.length === 0) return new Map()
  const rows = await store.query<{ subject: string; into: string }>(
    'SELECT subject, into FROM merges WHERE env = {env:String} AND subject IN {subjects:Array(String)}',
    { env, subjects },
  )
  return new Map(rows.map((row) => [row.subject, row.into]))
}

const ofOne = `AND subject IN (
         SELECT {subject:String}
         UNION ALL
         SELECT subject FROM merges WHERE env = {env:String} AND into = {subject:String})`

/**
 * The leads of an environment, or of one subject; newest turn first. What a visitor was before they became somebody is that
 * somebody's lead.
 */
export const readLeads = async (
  store: EventStore,
  words: Omit<LeadWords, 'nameOf'>,
  of: { readonly env: string; readonly subject?: SubjectKey },
): Promise<readonly LeadRecord[]> => {
  const { env, subject } = of
  const rows = await store.query<Row>(
    `SELECT subject, version, idx, at_ms, body FROM changes
     WHERE env = {env:String} AND kind IN ('pql', 'worked', 'alert')
       ${subject === undefined ? '' : ofOne}
     ORDER BY at_ms DESC, version DESC, idx DESC LIMIT {limit:UInt32}`,
    { env, limit: changesRead, ...(subject === undefined ? {} : { subject }) },
  )
  const subjects = [...new Set(rows.map((row) => row.subject))]
  const visitors = subjects.filter((key) => parseSubjectKey(key)?.kind === 'anonymous')
  const merged = await readMerges(store, env, visitors)
  const known = await readNames(store, env, [...subjects, ...merged.values()])
  const changes = rows
    .map((row) => {
      const into = merged.get(row.subject)
      return {
        ...(into === undefined
          ? { subject: row.subject }
          : { subject: into, visitor: row.subject }),
        version: row.version,
        idx: row.idx,
        at: row.at_ms,
        transition: JSON.parse(row.body) as Transition,
      }
    })
    .reverse()
  return leadsOf(changes, {
    ...words,
    nameOf: (key) => {
      const id = parseSubjectKey(key)?.id ?? key
      return { id, name: known.get(key) ?? id }
    },
  })
}
